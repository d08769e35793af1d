import { expect, it } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { createHealth } from './health.ts';
import { createMetrics } from './metrics.ts';

it('is ready when every part is well; a part that throws or stays silent is not', async () => {
  const clock = new ManualClock();
  const well = createHealth({ store: () => ({ ok: true }) }, clock);
  expect(await well()).toEqual({ ready: true, checks: { store: { ok: true } } });
  const health = createHealth(
    {
      store: () => ({ ok: true }),
      disk: () => Promise.reject(new Error('gone')),
      silent: () => new Promise(() => {}),
    },
    clock,
  );
  const asked = health();
  await clock.advanceAsync(2000);
  expect(await asked).toEqual({
    ready: false,
    checks: {
      store: { ok: true },
      disk: { ok: false, detail: 'Error: gone' },
      silent: { ok: false, detail: 'no answer within 2 s' },
    },
  });
  expect(clock.pending).toBe(0);
});

it('writes counters beside those of the process; the same name is the same counter', async () => {
  const metrics = createMetrics();
  metrics.counter('plantroom_polls_total', 'Polls', ['connection']).add(2, { connection: 'bus-1' });
  metrics.counter('plantroom_polls_total', 'Polls', ['connection']).add(1, { connection: 'bus-1' });
  metrics.gauge('plantroom_clients', 'Clients').set(3);
  metrics.histogram('plantroom_wait_seconds', 'Wait', [1, 2]).observe(1.5);
  const text = await metrics.text();
  expect(text).toContain('plantroom_polls_total{connection="bus-1"} 3');
  expect(text).toContain('plantroom_clients 3');
  expect(text).toContain('plantroom_wait_seconds_bucket{le="2"} 1');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
});
