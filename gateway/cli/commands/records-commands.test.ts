import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { activation, START } from '../../../tests/harness/alarm-records.ts';
import { PAPER, paperDraft, withLine } from '../../../tests/harness/example-records.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { openFileStore, pathOfFile } from '../../files/file-store.ts';
import { openStore } from '../../store/open-store.ts';
import { runCommand } from '../cli.fixtures.ts';

const HOSTILE = '=cmd|"/c calc"!A1\nline \u001b[31m';
const PHOTO = Buffer.from('ffd8ffe000104a46494600', 'hex');

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield PHOTO;
}

/** The data folder of a gateway that is running, with a record, an alarm with its order, an account and a photo. */
async function runningFolder() {
  const data = await tempFolder();
  const store = await openStore({ folder: data, clock: new ManualClock(START), logger: silentLogger });
  onTestFinished(() => store.close());
  const papers = store.records.of(PAPER);
  await papers.open(paperDraft('a', { subject: HOSTILE }));
  await papers.change(1, withLine('one'));
  await store.alarms.commit([activation()]);
  const account = { username: 'kim', displayName: 'Kim', role: 'technician', language: null } as const;
  await store.accounts.create({ ...account, passwordHash: 'SECRET-HASH', createdAt: START, disabled: false });
  const files = await openFileStore({ folder: join(data, 'files'), index: store.attachments });
  const photo = await files.put(bytes(), 'image/jpeg');
  return { data, photo };
}

const run = (data: string, line: readonly string[]) =>
  runCommand(['records', ...line, '--data', data], { clock: new ManualClock(START) });

async function exported() {
  const { data, photo } = await runningFolder();
  const folder = join(await tempFolder(), 'handed-over');
  const end = await run(data, ['export', folder]);
  return { data, photo, folder, end };
}

test('an export beside a running gateway has everything, whole, and no secret', async () => {
  const { folder, photo, end } = await exported();
  expect(end).toMatchObject({ code: 0, out: expect.stringContaining('tables') });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const rows = new Map(manifest.tables.map(({ name, rows }: { name: string; rows: number }) => [name, rows]));
  for (const [table, count] of [
    ['duty_record', 1],
    ['duty_event', 2],
    ['journal', 2],
    ['work_order', 1],
  ] as const)
    expect([table, rows.get(table)]).toEqual([table, count]);
  expect([...rows.keys()]).toEqual(expect.arrayContaining(['work_order_log', 'audit', 'account', 'attachment']));
  for (const secret of ['session', 'reply', 'answer_key', 'push_key', 'reply_code'])
    expect(rows.has(secret)).toBe(false);
  const text = manifest.files.map(({ path }: { path: string }) => readFileSync(join(folder, path), 'latin1')).join('');
  expect(text).not.toContain('SECRET-HASH');
  expect(readFileSync(join(folder, `files/${photo.sha256}.jpg`)).equals(PHOTO)).toBe(true);
  expect(existsSync(`${folder}.partial`)).toBe(false);
});

test('the sheets are for people: times to read, and no formula', async () => {
  const { folder } = await exported();
  const sheet = readFileSync(join(folder, 'tables/duty_record.csv'), 'utf8');
  expect(sheet).toContain('1970-01-01T00:00:01.000Z');
  expect(sheet).toContain(`"'=cmd`);
});

test('verify holds for the folder and for the export, and names what was changed', async () => {
  const { data, folder, photo } = await exported();
  expect(await run(data, ['verify'])).toMatchObject({ code: 0, out: expect.stringContaining('as it was written') });
  expect(await run(data, ['verify', '--export', folder])).toMatchObject({ code: 0 });
  const file = new DatabaseSync(join(data, 'ops.sqlite'));
  file.exec(`update duty_record set subject = 'other'`);
  file.close();
  rmSync(join(data, 'files', pathOfFile(photo.sha256)));
  const { code, out } = await run(data, ['verify', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    ...{ ok: false, records: 1, events: 2, files: 1, spoilt: [photo.sha256] },
    faults: [{ kind: 'record-changed', record: 1 }],
  });
  appendFileSync(join(folder, 'tables/duty_event.jsonl'), ' ');
  const spoilt = await run(data, ['verify', '--export', folder]);
  expect(spoilt).toMatchObject({ code: 1, out: expect.stringContaining('tables/duty_event.jsonl') });
});

test('a list kept elsewhere shows that the end was taken away', async () => {
  const { data, folder } = await exported();
  const manifest = join(folder, 'manifest.json');
  expect(await run(data, ['verify', '--against', manifest])).toMatchObject({ code: 0 });
  const { data: other } = await runningFolder();
  const file = new DatabaseSync(join(other, 'ops.sqlite'));
  file.exec(`drop trigger duty_event_no_delete; delete from duty_event where sequence = 2;
    update duty_head set sequence = 1, hash = (select hash from duty_event where sequence = 1)`);
  file.close();
  const { code, out } = await run(other, ['verify', '--against', manifest, '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out).faults).toContainEqual({ kind: 'events-shortened', sequence: 2 });
});

test('an export whose file is gone is not made, and what cannot be read is refused with a reason', async () => {
  const { data, folder, photo } = await exported();
  const refusal = (code: number, why: string) => ({ code, err: expect.stringContaining(why) });
  expect(await run(data, ['export', folder])).toMatchObject(refusal(2, 'is there already'));
  expect(await run(data, ['export'])).toMatchObject(refusal(2, 'which folder'));
  rmSync(join(data, 'files', pathOfFile(photo.sha256)));
  expect(await run(data, ['export', `${folder}-2`])).toMatchObject(refusal(1, photo.sha256));
  expect(existsSync(`${folder}-2.partial`)).toBe(false);
  const text = join(data, 'notes.txt');
  writeFileSync(text, 'no list');
  expect(await run(data, ['verify', '--against', text])).toMatchObject(refusal(2, 'no export of records'));
  expect(await run(data, ['verify', '--against', `${text}x`])).toMatchObject(refusal(2, 'cannot be read'));
  expect(await run(await tempFolder(), ['verify'])).toMatchObject(refusal(1, 'there is no'));
});
