import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import type { LinkListener } from '../../ports/driver.ts';
import { ManualLink } from './link.ts';

const DAY_MS = 86_400_000;

function rig() {
  const clock = new ManualClock();
  const signs: number[] = [];
  const fail = (): never => {
    throw new Error('nothing is ever read');
  };
  const listener: LinkListener = {
    sink: { reading: fail, text: fail, flush: fail },
    alive: () => signs.push(clock.monotonicMs()),
    lost: fail,
  };
  const config = { id: 'EM-0417', every: '1h' };
  const devices = [{ id: 'by-hand:EM-0417', config, points: [] }];
  const link = new ManualLink({
    ...{ connectionId: 'by-hand', config: {}, devices, clock, logger: silentLogger, stateFolder: undefined },
  });
  return { clock, signs, listener, link };
}

test('lives for ever, reads nothing, and ends', async () => {
  const { clock, signs, listener, link } = rig();
  expect(await link.start(listener)).toEqual({ ok: true });
  for (let hour = 0; hour < 72; hour++) clock.advance(DAY_MS / 24);
  const gaps = signs.slice(1).map((at, i) => at - signs[i]!);
  expect(signs).toHaveLength(73);
  expect(Math.max(...gaps)).toBeLessThan(link.silenceLimitMs);
  await link.stop();
  await link.stop();
  expect(clock.pending).toBe(0);
});

test('started again it gives one row of signs', async () => {
  const { clock, signs, listener, link } = rig();
  await link.start(listener);
  await link.start(listener);
  signs.length = 0;
  clock.advance(DAY_MS / 24);
  expect(signs).toHaveLength(1);
  await link.stop();
});
