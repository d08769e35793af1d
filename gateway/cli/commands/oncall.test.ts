import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { runCommand, SITE, writeFiles } from '../cli.fixtures.ts';

const ON_CALL = `
notifications:
  channels:
    - { id: push, kind: web-push, contact: 'mailto:duty@example.com' }
onCall:
  people:
    - { id: li, name: 李, contacts: [{ channel: push }] }
    - { id: wang, name: 王, contacts: [{ channel: push }] }
  rotations:
    - { id: duty, title: { en: Duty, zh: 值班 }, start: 2026-01-05, every: { days: 1 }, members: [li, wang] }
  roles: { duty: [{ rotation: duty }] }
`;

/** Monday 5 January, noon in Shanghai. */
const clock = new ManualClock(Date.UTC(2026, 0, 5, 4));

async function run(onCall: string, ...line: string[]) {
  const file = writeFiles(await tempFolder(), { 'site.yaml': `${SITE}\n${onCall}` });
  return runCommand(['oncall', ...line, '--config', file], { clock });
}

test('who has the duty, until when, and who is next', async () => {
  const { code, out, err } = await run(ON_CALL, 'who');
  expect(err).toContain('By the site file alone');
  expect(code).toBe(0);
  expect(out).toMatch(/duty +李 +2026-01-06 08:00\+08:00 +push +王 from 2026-01-06 08:00\+08:00/);
});

test('at another moment, as JSON', async () => {
  const { out } = await run(ON_CALL, 'who', '--at', '2026-01-06T12:00:00+08:00', '--json');
  expect(JSON.parse(out)).toMatchObject({ ok: true, rotations: [{ rotation: 'duty', people: [{ person: 'wang' }] }] });
});

test('a moment that is none is refused', async () => {
  const { code, err } = await run(ON_CALL, 'who', '--at', 'tomorrow');
  expect([code, err]).toEqual([2, expect.stringContaining('--at tomorrow')]);
});

test('a plan without gaps passes', async () => {
  const { code, out } = await run(ON_CALL, 'check');
  expect([code, out]).toEqual([0, 'Rotations: 1. Somebody has every duty that is told of alarms, for 14 days.']);
});

test('a duty that begins later is a gap', async () => {
  const { code, out } = await run(ON_CALL.replace('2026-01-05', '2026-01-07'), 'check');
  expect([code, out]).toEqual([1, 'duty: nobody from 2026-01-05T12:00:00.000+08:00 to 2026-01-07T08:00:00.000+08:00']);
});
