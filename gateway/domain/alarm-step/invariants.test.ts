import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histories, rule } from '../../../tests/harness/alarm-histories.ts';
import type { AlarmInput, StepResult } from '../alarm-input.ts';
import { type ConditionState, INITIAL_STATE, isActive, isOpen, isQuieted, type Moment } from '../condition-state.ts';
import { START } from './alarm-step.fixtures.ts';
import type { Fed } from './reference-signal.fixtures.ts';
import { resumeAlarm } from './resume.ts';
import type { AlarmRule } from './rule.ts';
import { activeLevel, isQuiet, nextDeadline, stepAlarm } from './step.ts';

interface Taken {
  readonly before: ConditionState;
  readonly after: ConditionState;
  readonly input: AlarmInput;
  readonly now: Moment;
  readonly result: StepResult;
}

function run(given: AlarmRule, history: readonly Fed[], wallOf = (at: number) => START + at): Taken[] {
  let state = INITIAL_STATE;
  return history.map(({ at, input }) => {
    const now = { wallMs: wallOf(at), monoMs: at };
    const before = state;
    const result = stepAlarm(given, before, input, now);
    state = result.state;
    return { before, after: state, input, now, result };
  });
}

/** Checks every step of many histories. */
const always = (check: (taken: Taken, given: AlarmRule) => void, numRuns = 500): void =>
  fc.assert(
    fc.property(rule, histories(60), (given, history) => {
      for (const taken of run(given, history)) check(taken, given);
    }),
    { numRuns },
  );

describe('at every step', () => {
  test('what is called quiet changes nothing', () => {
    always(({ before, after, input, result }, given) => {
      if (input.kind !== 'sample' || !isQuiet(given, before, input.zone, input.level)) return;
      expect(result.events).toEqual([]);
      expect(after).toBe(before);
    });
  });

  test('an active condition has one open episode, and an episode opens and closes once', () => {
    always(({ before, after, result }) => {
      if (isActive(after)) expect(isOpen(after.episode)).toBe(true);
      const count = (type: string): number => result.events.filter((event) => event.type === type).length;
      expect(count('activated')).toBe((after.episode?.number ?? 0) - (before.episode?.number ?? 0));
      const opened = Number(isOpen(after.episode)) - Number(isOpen(before.episode));
      expect(count('activated') - count('closed')).toBe(opened);
    });
  });

  test('occurrences of an episode only rise', () => {
    always(({ before, after }) => {
      if (before.episode?.number !== after.episode?.number) return;
      expect(after.episode?.occurrence ?? 0).toBeGreaterThanOrEqual(before.episode?.occurrence ?? 0);
    });
  });

  test('nobody is told of what is quieted, and a told one needs an acknowledgement', () => {
    always(({ after, result }, given) => {
      const told = result.events.filter(({ tells }) => tells);
      if (told.length === 0) return;
      expect(isQuieted(after)).toBe(false);
      expect(after.episode?.isSilent).toBe(false);
      const expected = given.acknowledgement === 'auto' ? 'acknowledged' : 'unacknowledged';
      expect(after.episode?.acknowledgement.state).toBe(expected);
    });
  });

  test('unknown begins and ends nothing', () => {
    always(({ before, after, input, result }) => {
      if (input.kind !== 'sample' || input.zone !== 'unknown') return;
      expect(isActive(after)).toBe(isActive(before));
      expect(result.events.filter(({ type }) => type !== 'pending-dropped')).toEqual([]);
    });
  });

  test('a refusal leaves the same object and says nothing', () => {
    always(({ before, after, result }) => {
      if (result.refusal === null) return;
      expect(after).toBe(before);
      expect(result.events).toEqual([]);
    });
  });

  test('a deadline takes effect once: after a tick none is left that is due', () => {
    always(({ after, input, now }) => {
      if (input.kind !== 'tick') return;
      expect(nextDeadline(after) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now.monoMs);
    });
  });

  test('before the next deadline a tick changes nothing', () => {
    always(({ after, now }, given) => {
      const next = nextDeadline(after);
      if (next === null || next <= now.monoMs + 1 || after.quality.state === 'bad') return;
      const monoMs = next - 1;
      expect(stepAlarm(given, after, { kind: 'tick' }, { wallMs: START + monoMs, monoMs }).state).toBe(after);
    });
  });

  test('lists stay as short as their rules', () => {
    always(({ after }, given) => {
      expect(after.activations.length).toBeLessThanOrEqual(given.chatter.count);
      expect(after.episodes.length).toBeLessThanOrEqual(given.order.when === 'count' ? given.order.count : 0);
      expect(after.suppression.length).toBeLessThanOrEqual(2);
      if (activeLevel(after) !== null) expect(activeLevel(after)).toBeLessThan(Math.max(1, given.levels.length));
    });
  });
});

describe('over a whole history', () => {
  test('no duration is negative, whatever is done to the clock', () => {
    const jumps = fc.array(fc.integer({ min: -7_200_000, max: 7_200_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rule, histories(60), jumps, (given, history, offsets) => {
        const wallOf = (at: number): number => START + at + offsets[Math.floor(at / 30_000) % offsets.length]!;
        for (const { after } of run(given, history, wallOf)) {
          const { episode } = after;
          if (!episode) continue;
          const { onsetAt, activeAt, annunciatedAt, returnedAt, closedAt, acknowledgement } = episode;
          expect(activeAt).toBeGreaterThanOrEqual(onsetAt);
          if (episode.occurrence === 1) expect(annunciatedAt ?? activeAt).toBeGreaterThanOrEqual(activeAt);
          // A latched one may be told of after it has returned.
          const toldAt = given.latching ? activeAt : (annunciatedAt ?? activeAt);
          expect(returnedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(toldAt);
          if (acknowledgement.state !== 'unacknowledged') expect(acknowledgement.at).toBeGreaterThanOrEqual(activeAt);
          expect(closedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(returnedAt ?? activeAt);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a wall clock that jumps changes nothing but the times that are written', () => {
    fc.assert(
      fc.property(rule, histories(60), fc.integer({ min: -7_200_000, max: 7_200_000 }), (given, history, jump) => {
        // Orders by count and causes compare wall times, and so does what came again, which is told five minutes later.
        const plain = { ...given, order: { when: 'never' } } as const;
        const calm = history.filter(
          ({ at, input }) => at < 300_000 && input.kind !== 'suppress' && input.kind !== 'out-of-service',
        );
        const words = (taken: readonly Taken[]) =>
          taken.map(({ result }) => result.events.map(({ type, occurrence, tells }) => [type, occurrence, tells]));
        const jumped = run(plain, calm, (at) => START + at + (at > 60_000 ? jump : 0));
        expect(words(jumped)).toEqual(words(run(plain, calm)));
      }),
      { numRuns: 500 },
    );
  });

  test('a restart that takes no time, anywhere, changes nothing', () => {
    fc.assert(
      fc.property(
        rule,
        histories(60),
        fc.nat(60),
        fc.integer({ min: 0, max: 9_999_999 }),
        (given, history, cut, base) => {
          const whole = run(given, history);
          const state = whole[cut - 1]?.after ?? INITIAL_STATE;
          const savedMono = whole[cut - 1]?.now.monoMs ?? 0;
          const wallMs = START + savedMono;
          const stored: ConditionState = JSON.parse(JSON.stringify(state));
          let resumed = resumeAlarm(stored, savedMono, 0, { wallMs, monoMs: base });
          for (const { input, now, result } of whole.slice(cut)) {
            const moment = { wallMs: now.wallMs, monoMs: base + now.monoMs - savedMono };
            const again = stepAlarm(given, resumed, input, moment);
            resumed = again.state;
            expect({ ...again, state: null }).toEqual({ ...result, state: null });
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('after a restart a deadline that has passed takes effect once, and nothing is told that was', () => {
    fc.assert(
      fc.property(rule, histories(60), fc.integer({ min: 1, max: 8 * 86_400_000 }), (given, history, awayMs) => {
        const last = run(given, history).at(-1);
        if (!last) return;
        const now = { wallMs: last.now.wallMs + awayMs, monoMs: 5 };
        const first = stepAlarm(given, resumeAlarm(last.after, last.now.monoMs, awayMs, now), { kind: 'tick' }, now);
        expect(stepAlarm(given, first.state, { kind: 'tick' }, now).state).toBe(first.state);
        expect(first.events.filter(({ tells }) => tells).length).toBeLessThanOrEqual(1);
        const others = first.events.filter(({ type }) => type !== 'pending-dropped');
        if (nextDeadline(last.after) === null) expect(others).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
