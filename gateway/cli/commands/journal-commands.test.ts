import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { activation, exampleAlarm, exampleEvent, START } from '../../../tests/harness/alarm-records.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { openStore } from '../../store/open-store.ts';
import { runCommand } from '../cli.fixtures.ts';

const DAY_MS = 86_400_000;
const HOSTILE = 'a "quoted"\nline \u001b[31m';

/** The data folder of a gateway that is running, with two rows on each of three days. */
async function runningFolder() {
  const data = await tempFolder();
  const store = await openStore({ folder: data, clock: new ManualClock(START), logger: silentLogger });
  onTestFinished(() => store.close());
  for (const day of [0, 1, 2]) {
    const id = `CH-${day}.high`;
    const at = START + day * DAY_MS;
    const events = [exampleEvent({ at }), exampleEvent({ at: at + 1, type: 'commented', actor: 'kim', note: HOSTILE })];
    const alarm = exampleAlarm({ id: `${id}~1`, conditionId: id });
    await store.alarms.commit([activation(id, 1, { events, alarm, order: null, savedAt: at })]);
  }
  return { data, store };
}

const run = (data: string, line: readonly string[]) =>
  runCommand(['journal', ...line, '--data', data], { clock: new ManualClock(START + 3 * DAY_MS) });

function spoil(data: string, sql: string): void {
  const file = new DatabaseSync(join(data, 'ops.sqlite'));
  for (const change of ['update', 'delete']) file.exec(`drop trigger if exists journal_no_${change}`);
  file.exec(sql);
  file.close();
}

test('verify holds beside a running gateway, and names a row that was changed', async () => {
  const { data } = await runningFolder();
  expect(await run(data, ['verify'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('6 rows; the chain holds'),
  });
  spoil(data, `update journal set note = '' where sequence = 4; delete from journal where sequence = 6`);
  const { code, out } = await run(data, ['verify', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({
    ...{ ok: false, rows: 5 },
    faults: [
      { sequence: 4, kind: 'changed' },
      { sequence: 6, kind: 'shortened' },
    ],
  });
  expect((await run(data, ['verify'])).out).toContain('row 4 is not as it was written');
});

test('an export begins with the anchors and has every row of its range', async () => {
  const { data } = await runningFolder();
  const lines = (await run(data, ['export', '--from', '2026-01-06', '--to', '2026-01-07'])).out.trim().split('\n');
  const [head, ...rows] = lines.map((line) => JSON.parse(line));
  expect(head).toMatchObject({
    ...{ format: 'plantroom-journal-1', head: { sequence: 6 } },
    days: [
      { day: '2026-01-05', sequence: 2 },
      { day: '2026-01-06', sequence: 4 },
    ],
  });
  expect(rows).toMatchObject([
    { sequence: 3, alarm_id: 'CH-1.high~1', type: 'activated' },
    { sequence: 4, note: HOSTILE, hash: head.days[1].hash },
  ]);
  expect((await run(data, ['export', '--anchors'])).out.trim().split('\n')).toHaveLength(1);
});

test('an export kept elsewhere shows that the whole file was written anew', async () => {
  const { data } = await runningFolder();
  const kept = join(await tempFolder(), 'anchors.jsonl');
  writeFileSync(kept, (await run(data, ['export', '--anchors'])).out);
  expect(await run(data, ['verify', '--against', kept])).toMatchObject({ code: 0 });
  const { data: other } = await runningFolder();
  spoil(
    other,
    'delete from journal where sequence > 4; delete from journal_anchor; update journal_head set sequence = 4, hash = (select hash from journal where sequence = 4)',
  );
  expect(await run(other, ['verify'])).toMatchObject({ code: 0 });
  const { code, out } = await run(other, ['verify', '--against', kept, '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out).faults).toEqual([{ sequence: 6, kind: 'shortened' }]);
});

test('what cannot be read is refused with a reason', async () => {
  const { data } = await runningFolder();
  const text = join(data, 'notes.txt');
  writeFileSync(text, 'no export');
  const refused = (code: number, why: string) => ({ code, err: expect.stringContaining(why) });
  expect(await run(data, ['verify', '--against', text])).toMatchObject(refused(2, 'no export of a journal'));
  expect(await run(data, ['verify', '--against', `${text}x`])).toMatchObject(refused(2, 'cannot be read'));
  expect(await run(await tempFolder(), ['verify'])).toMatchObject(refused(1, 'there is no'));
  expect(await run(data, ['export', '--from', 'soon'])).toMatchObject(refused(2, '--from soon'));
});
