import { expect, it, onTestFinished } from 'vitest';
import { fakeAlarm } from '../../../tests/harness/fake-alarms.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';
import { PasswordHasher } from '../password.ts';

const ID = encodeURIComponent('PUMP-1.high~1');
const SHELF = { forMs: 3_600_000, reason: 'sensor is being exchanged' };
const AWAY = { reason: 'being rebuilt', reviewBy: '2026-01-20T08:00:00+08:00' };
const PASSWORD = 'correct horse battery';

async function desk() {
  const web = await startFakeWeb();
  onTestFinished(() => web.http.close());
  const ask = async (path: string, payload: object, who: Role = 'supervisor', headers: Record<string, string> = {}) =>
    web.http.app.inject({
      method: 'POST',
      url: `/api/v1/alarms${path}`,
      headers: { host: 'plant.local', cookie: await web.cookieFor(who), ...headers },
      payload,
    });
  return { ...web, ask };
}

it('passes every action on with who did it and by what way', async () => {
  const { ask, alarms } = await desk();
  const page = { origin: 'http://plant.local' };
  await ask(`/${ID}/acknowledge`, { occurrence: 1, note: 'seen' }, 'technician', page);
  await ask(`/${ID}/confirm`, { note: 'fuse found' });
  await ask(`/${ID}/reset`, {});
  await ask(`/${ID}/shelve`, { ...SHELF, mode: 'one-shot' });
  await ask('/PUMP-1.high/unshelve', {});
  await ask('/PUMP-1.high/out-of-service', AWAY);
  await ask('/PUMP-1.high/disable', { reason: 'no longer there' });
  await ask('/PUMP-1.high/return-to-service', {});
  await ask(`/${ID}/comment`, { note: ' heard it as well ' });
  const by = { name: 'supervisor', role: 'supervisor', via: 'api' };
  expect(alarms.acted).toEqual([
    {
      id: 'PUMP-1.high~1',
      action: { kind: 'acknowledge', occurrence: 1, note: 'seen' },
      actor: { name: 'technician', role: 'technician', via: 'ui' },
    },
    { id: 'PUMP-1.high~1', action: { kind: 'confirm', note: 'fuse found' }, actor: by },
    { id: 'PUMP-1.high~1', action: { kind: 'reset', note: null }, actor: by },
    { id: 'PUMP-1.high~1', action: { kind: 'shelve', mode: 'one-shot', ...SHELF }, actor: by },
    { id: 'PUMP-1.high', action: { kind: 'unshelve' }, actor: by },
    {
      id: 'PUMP-1.high',
      action: { kind: 'out-of-service', reason: 'being rebuilt', reviewBy: Date.UTC(2026, 0, 20), second: null },
      actor: by,
    },
    { id: 'PUMP-1.high', action: { kind: 'disable', reason: 'no longer there' }, actor: by },
    { id: 'PUMP-1.high', action: { kind: 'return-to-service' }, actor: by },
    { id: 'PUMP-1.high~1', action: { kind: 'comment', note: 'heard it as well' }, actor: by },
  ]);
});

it('lets each role do only what is its own', async () => {
  const { ask, alarms } = await desk();
  const codes = async (who: Role) => {
    const answers = [
      await ask(`/${ID}/acknowledge`, {}, who),
      await ask(`/${ID}/shelve`, SHELF, who),
      await ask(`/${ID}/out-of-service`, AWAY, who),
    ];
    return answers.map(({ statusCode }) => statusCode);
  };
  expect(await codes('viewer')).toEqual([403, 403, 403]);
  expect(await codes('technician')).toEqual([200, 403, 403]);
  expect(await codes('operator')).toEqual([200, 403, 403]);
  expect(await codes('engineer')).toEqual([200, 200, 403]);
  expect(await codes('supervisor')).toEqual([200, 200, 200]);
  expect(alarms.acted).toHaveLength(7);
});

it('acknowledges many with a result for each, an urgent one only by its occurrence', async () => {
  const { ask, alarms } = await desk();
  alarms.alarms = [
    fakeAlarm('A~1', { priority: 'P1', occurrence: 2 }),
    fakeAlarm('B~1', { priority: 'P3' }),
    fakeAlarm('C~1', { priority: 'P3', occurrence: 2 }),
  ];
  const wanted = [
    { id: 'A~1' },
    { id: 'A~1', occurrence: 2 },
    { id: 'B~1' },
    { id: 'C~1', occurrence: 1 },
    { id: 'X~1' },
  ];
  const answer = await ask('/acknowledge', { alarms: wanted, note: 'storm' }, 'technician');
  expect(
    answer.json().map(({ id, code, alarm }: { id: string; code: string; alarm: object }) => [id, code ?? !!alarm]),
  ).toEqual([
    ['A~1', 'ALARM_OCCURRENCE_NEEDED'],
    ['A~1', true],
    ['B~1', true],
    ['C~1', 'ALARM_STALE_OCCURRENCE'],
    ['X~1', 'ALARM_NOT_FOUND'],
  ]);
  expect(alarms.acted.map(({ id, action }) => [id, 'note' in action && action.note])).toEqual([
    ['A~1', 'storm'],
    ['B~1', 'storm'],
  ]);
});

it('takes no more than two hundred at once', async () => {
  const { ask } = await desk();
  const many = (count: number) => ({ alarms: Array.from({ length: count }, (_, n) => ({ id: `A${n}~1` })) });
  expect((await ask('/acknowledge', many(200))).statusCode).toBe(200);
  expect((await ask('/acknowledge', many(201))).json().code).toBe('REQUEST_INVALID');
});

it('asks a second person for the own password, and for the same permission', async () => {
  const { ask, alarms, accounts } = await desk();
  const passwordHash = await new PasswordHasher((size) => new Uint8Array(size)).hash(PASSWORD);
  for (const name of ['admin', 'technician', 'supervisor']) await accounts.update(name, { passwordHash });
  const away = (username: string, password = PASSWORD) =>
    ask(`/${ID}/out-of-service`, { ...AWAY, second: { username, password } });
  expect((await away('supervisor')).json().code).toBe('AUTH_SECOND_PERSON');
  expect((await away('technician')).json().code).toBe('AUTH_SECOND_PERSON');
  expect((await away('admin', 'wrong')).json().code).toBe('AUTH_WRONG_CREDENTIALS');
  expect(alarms.acted).toEqual([]);
  expect((await away(' Admin ')).statusCode).toBe(200);
  expect(alarms.acted).toMatchObject([{ action: { kind: 'out-of-service', second: 'admin' } }]);
});

it('refuses what is too short, too long or without a reason', async () => {
  const { ask, alarms } = await desk();
  const wrong: [string, object][] = [
    ['shelve', { ...SHELF, reason: ' ' }],
    ['shelve', { ...SHELF, forMs: 1000 }],
    ['shelve', { ...SHELF, forMs: 73 * 3_600_000 }],
    ['out-of-service', { ...AWAY, reviewBy: 'soon' }],
    ['comment', { note: '' }],
    ['acknowledge', { occurrence: 0 }],
    ['ticks', { step: '' }],
  ];
  for (const [action, body] of wrong) expect((await ask(`/${ID}/${action}`, body)).json().code).toBe('REQUEST_INVALID');
  expect(alarms.acted).toEqual([]);
});
