import { expect, it, onTestFinished } from 'vitest';
import { fakeCorrection, fakeHistorian, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { Role } from '../../domain/role.ts';
import type { JumpDecision, MeterExchange } from '../../ports/historian.ts';

const EXCHANGE = {
  tag: 'PUMP-1.p0',
  at: '2026-01-05T08:00:00+08:00',
  finalReading: 12.5,
  startReading: 0,
  note: 'dead',
};
const JUMP = { tag: 'PUMP-1.p0', at: '2026-01-05T08:00:00Z', accept: true, note: 'read on site' };

async function desk() {
  const historian = fakeHistorian();
  const exchanges: MeterExchange[] = [];
  const decisions: JumpDecision[] = [];
  const upkeep = {
    ...historian.upkeep,
    replaceMeter: (exchange: MeterExchange) => {
      exchanges.push(exchange);
      if (exchange.finalReading > 1_000) throw new PlantroomError('METER_FINAL_REFUSED', 'the meter showed 12');
      return historian.upkeep.replaceMeter(exchange);
    },
    decideJump: (decision: JumpDecision) => {
      decisions.push(decision);
      return historian.upkeep.decideJump(decision);
    },
  };
  const reader = { ...historian.reader, corrections: async () => [fakeCorrection()] };
  const web = await startFakeWeb({ historian: { ...historian, reader, upkeep } });
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object, who: Role = 'engineer', key?: string) => {
    const headers = {
      host: 'plant.local',
      cookie: await web.cookieFor(who),
      ...(key ? { 'idempotency-key': key } : {}),
    };
    return web.http.app.inject({ method, url: `/api/v1/history${path}`, headers, ...(payload ? { payload } : {}) });
  };
  return { ...web, exchanges, decisions, ask };
}

it('lists what happened to several counters, with times in ISO 8601', async () => {
  const { ask } = await desk();
  const answer = await ask('GET', '/corrections?tag=PUMP-1.p0,PUMP-1.p1&from=0&to=5000', undefined, 'viewer');
  expect(answer.json()).toMatchObject([
    { kind: 'jump', startAt: '1970-01-01T00:00:01.000Z', at: '1970-01-01T00:00:02.000Z', before: 10, decision: 'open' },
  ]);
  expect((await ask('GET', '/corrections?tag=PUMP-1.p0&from=5&to=5')).json().code).toBe('REQUEST_INVALID');
});

it('declares an exchange once, however often it is sent, and keeps who did it', async () => {
  const { ask, exchanges, accounts } = await desk();
  const first = await ask('POST', '/meter-replacements', EXCHANGE, 'engineer', 'k1');
  const again = await ask('POST', '/meter-replacements', EXCHANGE, 'engineer', 'k1');
  expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
  expect(again.json()).toEqual(first.json());
  expect(exchanges).toEqual([
    {
      ...{ tag: 'PUMP-1.p0', atMs: Date.UTC(2026, 0, 5), finalReading: 12.5, startReading: 0 },
      ...{ serialBefore: null, serialAfter: null, note: 'dead', by: 'engineer' },
    },
  ]);
  expect(accounts.entries).toMatchObject([{ actor: 'engineer', action: 'meter replace', subject: 'PUMP-1.p0' }]);
});

it('passes on why an exchange does not fit, and writes no audit of it', async () => {
  const { ask, accounts } = await desk();
  const refused = await ask('POST', '/meter-replacements', { ...EXCHANGE, finalReading: 5_000 });
  expect(refused.json()).toMatchObject({ status: 409, code: 'METER_FINAL_REFUSED', detail: 'the meter showed 12' });
  for (const wrong of [
    { ...EXCHANGE, note: '' },
    { ...EXCHANGE, at: 'noon' },
    { ...EXCHANGE, startReading: -1 },
  ])
    expect((await ask('POST', '/meter-replacements', wrong)).json().code).toBe('REQUEST_INVALID');
  expect(accounts.entries).toEqual([]);
});

it('takes an exchange back, and settles a jump', async () => {
  const { ask, decisions, accounts } = await desk();
  expect((await ask('POST', '/meter-replacements/7/undo', {})).json()).toMatchObject({ id: 7, undoneBy: 'engineer' });
  expect((await ask('POST', '/jumps/decide', JUMP, 'admin')).json()).toMatchObject({ decision: 'accepted' });
  expect(decisions).toEqual([
    { tag: 'PUMP-1.p0', atMs: Date.UTC(2026, 0, 5, 8), isAccepted: true, note: 'read on site', by: 'admin' },
  ]);
  expect(accounts.entries.map(({ action }) => action)).toEqual(['meter undo', 'jump decide']);
});

it('lets nobody below an engineer declare anything', async () => {
  const { ask, exchanges } = await desk();
  for (const who of ['viewer', 'technician', 'operator'] as const) {
    expect((await ask('POST', '/meter-replacements', EXCHANGE, who)).json().code).toBe('AUTH_FORBIDDEN');
    expect((await ask('POST', '/jumps/decide', JUMP, who)).json().code).toBe('AUTH_FORBIDDEN');
  }
  expect(exchanges).toEqual([]);
});
