import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LanePacer } from './lane-pacer.ts';

const BOTH = { hasLive: true, hasReplay: true };

/** A server that needs `costMs` for a request; new live samples arrive all the time, the backlog never ends. */
function run(pacer: LanePacer, costMs: (samples: number) => number, forMs: number) {
  const live: number[] = [];
  let [now, replayed] = [0, 0];
  while (now < forMs) {
    const turn = pacer.turn(BOTH, now, 5_000);
    if (turn.kind === 'wait') {
      now += turn.ms;
      continue;
    }
    const samples = turn.kind === 'live' ? 500 : pacer.replaySamples;
    const took = costMs(samples);
    if (turn.kind === 'live') live.push(now);
    else replayed += samples;
    pacer.note(turn.kind, samples, now, now + took);
    now += took;
  }
  return { live, replayed };
}

test('the replay keeps to its rate, whatever the server could take', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 200_000 }), fc.double({ min: 0.1, max: 20, noNaN: true }), (rate, cost) => {
      const { replayed } = run(new LanePacer(rate), () => cost, 10_000);
      expect(replayed).toBeLessThanOrEqual(rate * 10.5 + 1);
      if (cost < 2) expect(replayed).toBeGreaterThan(Math.min(rate, 10_000 / cost) * 7);
    }),
  );
});

test('live data never waits behind a backlog for long, however slow the server is', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.5, noNaN: true }), (msPerSample) => {
      const { live } = run(new LanePacer(1_000_000), (samples) => 5 + samples * msPerSample, 60_000);
      const settled = live.filter((at) => at > 20_000);
      for (let i = 1; i < settled.length; i++) expect(settled[i]! - settled[i - 1]!).toBeLessThan(2_000);
    }),
  );
});

test('without work it waits', () => {
  const pacer = new LanePacer(1_000);
  expect(pacer.turn({ hasLive: false, hasReplay: false }, 0, 5_000)).toEqual({ kind: 'wait', ms: 5_000 });
  expect(pacer.turn({ hasLive: false, hasReplay: true }, 0, 5_000)).toEqual({ kind: 'replay' });
  pacer.note('live', 1, 0, 10);
  expect(pacer.turn({ hasLive: true, hasReplay: false }, 100, 5_000)).toEqual({ kind: 'wait', ms: 400 });
});
