import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChannelHealth, HEALTHY, PROBE_MS, stepHealth } from './channel-health.ts';

const results = ['sent', 'failed', 'throttled', 'rejected', 'broken'] as const;

test('down with the third failure in a row, tried each minute, up with the first success', () => {
  const steps = ['failed', 'failed', 'sent', 'failed', 'failed', 'rejected', 'failed', 'failed', 'sent'] as const;
  let health: ChannelHealth = HEALTHY;
  const turns = steps.map((result, at) => {
    const step = stepHealth(health, result, at * 1000);
    health = step.health;
    return step.turn;
  });
  expect(turns).toEqual([null, null, null, null, null, null, 'down', null, 'up']);
  expect(stepHealth({ state: 'up', failures: 2 }, 'failed', 20_000).health).toMatchObject({
    probeAt: 20_000 + PROBE_MS,
  });
});

test('broken is down at once', () => {
  expect(stepHealth(HEALTHY, 'broken', 0)).toMatchObject({ turn: 'down', health: { isBroken: true } });
});

test('every way down is told once and every way up once, in turn; only success ends it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...results), { maxLength: 200, size: 'max' }), (sequence) => {
      let health: ChannelHealth = HEALTHY;
      const turns: string[] = [];
      for (const [at, result] of sequence.entries()) {
        const step = stepHealth(health, result, at);
        health = step.health;
        if (step.turn) turns.push(step.turn);
        if (step.turn === 'up') expect(result).toBe('sent');
      }
      expect(turns.every((turn, index) => turn === (index % 2 === 0 ? 'down' : 'up'))).toBe(true);
      expect(health.state).toBe(turns.length % 2 === 0 ? 'up' : 'down');
    }),
  );
});
