import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histories, rule } from '../../../tests/harness/alarm-histories.ts';
import type { StepResult } from '../alarm-input.ts';
import { INITIAL_STATE } from '../condition-state.ts';
import { START } from './alarm-step.fixtures.ts';
import type { Expected } from './reference-episode.fixtures.ts';
import { replay } from './reference-model.fixtures.ts';
import type { Fed } from './reference-signal.fixtures.ts';
import type { AlarmRule } from './rule.ts';
import { stepAlarm } from './step.ts';

/** What the machine makes of a history, in the words of the model. */
function run(given: AlarmRule, history: readonly Fed[]): Expected[] {
  let state = INITIAL_STATE;
  return history.map(({ at, input }) => {
    const result = stepAlarm(given, state, input, { wallMs: START + at, monoMs: at });
    state = result.state;
    return wordsOf(result);
  });
}

function wordsOf({ events, order, refusal }: StepResult): Expected {
  const words = events.map(({ type, occurrence, level, priority, annunciation, tells }) =>
    `${type} ${occurrence} ${level} ${priority} ${annunciation ?? ''}${tells ? '!' : ''}`.trim(),
  );
  return { events: words, order, refusal: refusal?.code ?? null };
}

describe('the machine', () => {
  test('does what the model says, for every rule and every history', () => {
    fc.assert(
      fc.property(rule, histories(80), (given, history) => {
        const fed = history.map(({ at, input }) => ({ at: START + at, input }));
        expect(run(given, history)).toEqual(replay(given, fed));
      }),
      { numRuns: 3_000 },
    );
  });
});
