import { expect, it, onTestFinished } from 'vitest';
import { activation, START } from '../../../tests/harness/alarm-records.ts';
import { MemoryAlarmRepository } from '../../../tests/harness/memory-alarm-repository.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { createAlarmPerformance } from '../../alarms/performance/performance-service.ts';

async function desk() {
  const repository = new MemoryAlarmRepository();
  await repository.commit([activation()]);
  const web = await startFakeWeb({ performance: createAlarmPerformance(repository) });
  onTestFinished(() => web.http.close());
  const ask = async (query: string) => {
    const headers = { host: 'plant.local', cookie: await web.cookieFor('viewer') };
    return web.http.app.inject({ url: `/api/v1/alarms/performance${query}`, headers });
  };
  return { ...web, ask };
}

it('tells figures beside their targets, with times in ISO 8601', async () => {
  const { ask } = await desk();
  const answer = await ask(`?from=${START}&to=${START + 86_400_000}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    ...{ startsAt: '2026-01-05T00:00:00.000Z', endsAt: '2026-01-06T00:00:00.000Z', alarms: 1 },
    perDay: { value: 1, target: 150, limit: 300, verdict: 'good' },
    mostFrequent: [{ conditionId: 'CH-1.high', count: 1 }],
    days: [{ at: '2026-01-05T00:00:00.000Z', alarms: 1, floodMs: 0 }],
  });
});

it('means the last thirty days unless told otherwise', async () => {
  const { ask, clock } = await desk();
  const { startsAt, endsAt } = (await ask('')).json();
  expect(Date.parse(endsAt)).toBe(Math.floor(clock.nowMs()));
  expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(30 * 86_400_000);
});

it.each(['?from=5&to=5', '?from=6&to=5', `?from=0&to=${93 * 86_400_000}`])('refuses %s', async (query) => {
  const { ask } = await desk();
  expect((await ask(query)).json().code).toBe('REQUEST_INVALID');
});
