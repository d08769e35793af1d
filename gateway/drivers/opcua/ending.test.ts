import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { Ending, StepFailed, within } from './ending.ts';

const never = new Promise<never>(() => {});

describe('waiting for a step', () => {
  it('gives its result and leaves no timer', async () => {
    const clock = new ManualClock();
    expect(await within(clock, 1_000, 'step', Promise.resolve(5), new Ending())).toBe(5);
    expect(clock.pending).toBe(0);
  });

  it('gives up after its time', async () => {
    const clock = new ManualClock();
    const waiting = expect(within(clock, 1_000, 'connecting', never, new Ending())).rejects.toThrow(
      new StepFailed('connecting: no answer within 1000 ms'),
    );
    clock.advance(1_000);
    await waiting;
    expect(clock.pending).toBe(0);
  });

  it('gives up at the end of the session, with its reason', async () => {
    const clock = new ManualClock();
    const ending = new Ending();
    const waiting = expect(within(clock, 1_000, 'step', never, ending)).rejects.toThrow('stopped');
    ending.end('stopped');
    await waiting;
    await expect(within(clock, 1_000, 'step', never, ending)).rejects.toThrow('stopped');
    expect(clock.pending).toBe(0);
  });

  it('work that fails when nobody waits any more is nobody’s surprise', async () => {
    const clock = new ManualClock();
    const work = Promise.withResolvers<void>();
    const waiting = expect(within(clock, 10, 'step', work.promise, new Ending())).rejects.toThrow('no answer');
    clock.advance(10);
    await waiting;
    work.reject(new Error('much later'));
    await clock.advanceAsync(10);
  });
});

describe('the end of a session', () => {
  it('comes once, with the first reason, and is told to whoever still watches', () => {
    const ending = new Ending();
    const told: string[] = [];
    ending.watch((reason) => told.push(`a ${reason}`));
    const leave = ending.watch((reason) => told.push(`b ${reason}`));
    ending.check();
    leave();
    ending.end('lost');
    ending.end('stopped');
    expect(told).toEqual(['a lost']);
    expect(ending.reason).toBe('lost');
    expect(() => ending.check()).toThrow('lost');
  });
});
