import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gateDeadline, moveGate, newGate, type RunGate, type RunState, settleGate } from './run-states.ts';

const INHIBIT = 20;
const UNKNOWN = 6;

const heard = fc.array(
  fc.record({
    state: fc.constantFrom<RunState>('unknown', 'stopped', 'running'),
    gap: fc.integer({ min: 1, max: 15 }),
  }),
  { maxLength: 25 },
);

/** The definition, tried every second: quiet while stopped, while a start lasts, and while it has just become unknown. */
class Reference {
  private state: RunState = 'unknown';
  private wasStopped = false;
  private startedAt = Number.NEGATIVE_INFINITY;
  private unknownSince = 0;
  isQuiet = false;

  hear(state: RunState, now: number): void {
    if (state === 'unknown' && this.state !== 'unknown') this.unknownSince = now;
    if (state === 'running' && this.wasStopped) this.startedAt = now;
    if (state === 'stopped') this.startedAt = Number.NEGATIVE_INFINITY;
    if (state !== 'unknown') this.wasStopped = state === 'stopped';
    this.state = state;
    this.look(now);
  }

  look(now: number): void {
    if (this.state === 'stopped') this.isQuiet = true;
    if (this.state === 'running') this.isQuiet = now < this.startedAt + INHIBIT;
    if (this.state === 'unknown' && now >= this.unknownSince + UNKNOWN) this.isQuiet = false;
  }
}

test('property: a gate that is looked at only when something is heard or due is as quiet as one looked at every second', () => {
  fc.assert(
    fc.property(heard, (all) => {
      const reference = new Reference();
      let gate: RunGate = newGate(INHIBIT, 0, false);
      let now = 0;
      for (const { state, gap } of all) {
        reference.hear(state, now);
        gate = settleGate(moveGate(gate, state, now), now, UNKNOWN);
        for (let second = 0; second < gap; second++) {
          now++;
          reference.look(now);
          const deadline = gateDeadline(gate, UNKNOWN);
          if (deadline !== null && deadline <= now) gate = settleGate(gate, now, UNKNOWN);
          expect(gate.isQuiet).toBe(reference.isQuiet);
        }
      }
    }),
  );
});

test('one that was quiet when the process stopped is quiet until it is known, and its first running is a start', () => {
  const gate = newGate(INHIBIT, 100, true);
  expect(gateDeadline(gate, UNKNOWN)).toBe(106);
  expect(settleGate(moveGate(gate, 'running', 103), 103, UNKNOWN)).toMatchObject({ isQuiet: true, startedAt: 103 });
  expect(settleGate(gate, 106, UNKNOWN).isQuiet).toBe(false);
});
