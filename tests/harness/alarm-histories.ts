import fc from 'fast-check';
import type { AlarmInput } from '../../gateway/domain/alarm-input.ts';
import { LEVELS, RULE, START } from '../../gateway/domain/alarm-step/alarm-step.fixtures.ts';
import type { Fed } from '../../gateway/domain/alarm-step/reference-signal.fixtures.ts';
import type { AlarmRule } from '../../gateway/domain/alarm-step/rule.ts';
import type { Role } from '../../gateway/domain/role.ts';

const delay = fc.constantFrom(0, 5_000, 20_000);
const levels = fc.oneof(
  { weight: 2, arbitrary: fc.constant<AlarmRule['levels']>([]) },
  fc.tuple(delay, delay, delay, delay).map(([a, b, c, d]): AlarmRule['levels'] => [
    { ...LEVELS[0]!, onDelayMs: a, offDelayMs: b },
    { ...LEVELS[1]!, onDelayMs: c, offDelayMs: d },
  ]),
  fc.tuple(delay, delay, delay, delay).map(([a, b, c, d]): AlarmRule['levels'] => [
    { name: 'high', priority: 'P3', onDelayMs: a, offDelayMs: b },
    { name: 'low', priority: 'P2', onDelayMs: c, offDelayMs: d },
    { name: 'highHigh', priority: 'P1', onDelayMs: d, offDelayMs: a },
  ]),
);

/** Rules of every sort; short delays, so that a history of minutes sees everything. */
export const rule: fc.Arbitrary<AlarmRule> = fc.record({
  revision: fc.constant('r1'),
  priority: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  class: fc.constantFrom('safety', 'equipment', 'equipment', 'comfort'),
  onDelayMs: delay,
  offDelayMs: delay,
  levels,
  latching: fc.boolean(),
  confirmRequired: fc.boolean(),
  acknowledgement: fc.constantFrom('required', 'required', 'auto', 'note-required'),
  reAlarm: fc.constantFrom(undefined, { afterMs: 20_000, times: 2 }, { afterMs: 60_000, times: 99 }),
  longestShelfMs: fc.constantFrom(30_000, 90_000),
  suppressible: fc.constantFrom(true, true, true, false),
  holdMs: fc.constantFrom(0, 5_000, 30_000),
  chatter: fc.constantFrom(RULE.chatter, { count: 3, windowMs: 60_000, holdOffMs: 40_000, releaseMs: 60_000 }),
  order: fc.constantFrom<AlarmRule['order'][]>(
    { when: 'never' },
    { when: 'active' },
    { when: 'active-for', ms: 30_000 },
    { when: 'count', count: 2, windowMs: 200_000 },
  ),
  maxGapMs: fc.constantFrom(5_000, 15_000),
  isDevice: fc.boolean(),
});

const role = fc.constantFrom<Role[]>('technician', 'engineer', 'supervisor');
const person = role.map((one) => ({ name: 'li', role: one, via: 'ui' }) as const);
const reason = fc.constantFrom({ kind: 'parent', key: 'A' } as const, { kind: 'schedule', key: 'B' } as const);
const note = fc.constantFrom(null, 'seen');

const sample = fc
  .record({
    zone: fc.constantFrom('alarm', 'alarm', 'alarm', 'normal', 'normal', 'hold', 'unknown'),
    level: fc.nat(2),
  })
  .map((given) => ({ kind: 'sample', ...given, value: 1, limit: null, sourceTime: 0, isTimeSuspect: false }) as const);

const act: fc.Arbitrary<AlarmInput> = fc.oneof(
  fc.record({ kind: fc.constant('acknowledge'), actor: person, occurrence: fc.constantFrom(null, null, 1, 2), note }),
  fc.record({
    kind: fc.constant('acknowledge'),
    actor: person,
    occurrence: fc.constant(null),
    note: fc.constant('ok'),
  }),
  fc.record({ kind: fc.constant('confirm'), actor: person, note }),
  fc.record({ kind: fc.constant('reset'), actor: person, note }),
  fc.record({
    ...{ kind: fc.constant('shelve'), actor: person, mode: fc.constantFrom('timed', 'one-shot') },
    ...{ forMs: fc.constantFrom(10_000, 60_000), reason: fc.constant('known') },
  }),
  fc.record({ kind: fc.constant('unshelve'), actor: person }),
  fc.record({
    kind: fc.constant('out-of-service'),
    ...{ actor: person, reason: fc.constant('worn'), reviewBy: fc.constant(START + 86_400_000) },
    second: fc.constantFrom(null, 'wang'),
  }),
  fc.record({ kind: fc.constant('return-to-service'), actor: person }),
  fc.record({ kind: fc.constant('return-to-service'), actor: person }),
  fc.record({ kind: fc.constant('disable'), actor: person, reason: fc.constant('gone') }),
);

const suppression: fc.Arbitrary<AlarmInput> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('suppress'), reason },
    parent: fc.constantFrom(null, { alarmId: 'A~1', onsetAt: 0 }),
  }),
  fc.record({ kind: fc.constant('release'), reason, delayMs: fc.constantFrom(0, 10_000, 40_000) }),
);

const input = fc.oneof(
  { weight: 14, arbitrary: sample },
  { weight: 5, arbitrary: fc.constant<AlarmInput>({ kind: 'tick' }) },
  { weight: 5, arbitrary: act },
  { weight: 2, arbitrary: suppression },
);
const gapMs = fc.constantFrom(0, 1_000, 5_000, 5_000, 7_000, 40_000);

/** Times that depend on the moment are filled in: of the source, and of a cause that began up to 20 s before it was seen. */
function timed(given: AlarmInput, at: number): AlarmInput {
  if (given.kind === 'sample') return { ...given, sourceTime: START + at };
  if (given.kind === 'suppress' && given.parent)
    return { ...given, parent: { ...given.parent, onsetAt: START + at - (at % 20_000) } };
  return given;
}

export const histories = (maxLength: number): fc.Arbitrary<Fed[]> =>
  fc.array(fc.record({ gapMs, input }), { maxLength, size: 'max' }).map((steps) => {
    let at = 0;
    return steps.map((step) => {
      at += step.gapMs;
      return { at, input: timed(step.input, at) };
    });
  });
