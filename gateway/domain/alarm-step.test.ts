import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlarmInput, type AlarmRule, isQuiet, RENOTIFY_MS, type StepEvent, stepAlarm } from './alarm-step.ts';
import { type ConditionState, INITIAL_STATE, isOpen, resumeAlarm, type Zone } from './condition-state.ts';

const RULE: AlarmRule = { onDelayMs: 60_000, offDelayMs: 30_000, maxGapMs: 15_000 };
const AT_ONCE: AlarmRule = { onDelayMs: 0, offDelayMs: 0, maxGapMs: 15_000 };
const START = Date.UTC(2026, 0, 5);

/** Runs one condition; `at` is seconds from the start on both clocks. */
class Run {
  state: ConditionState = INITIAL_STATE;
  readonly events: StepEvent[] = [];
  private readonly rule: AlarmRule;

  constructor(rule: AlarmRule) {
    this.rule = rule;
  }

  step(at: number, input: AlarmInput): string | null {
    const result = stepAlarm(this.rule, this.state, input, { wallMs: START + at * 1000, monoMs: at * 1000 });
    this.state = result.state;
    this.events.push(...result.events);
    return result.refusal;
  }

  sample(at: number, zone: Zone, value = 85): this {
    this.step(at, { kind: 'sample', zone, value, limit: 80, sourceTime: START + at * 1000 });
    return this;
  }

  /** Samples of one zone every five seconds, both ends included. */
  samples(from: number, to: number, zone: Zone): this {
    for (let at = from; at <= to; at += 5) this.sample(at, zone);
    return this;
  }

  acknowledge(at: number, occurrence: number | null = null, actor = 'li'): string | null {
    return this.step(at, { kind: 'acknowledge', actor, occurrence, note: null });
  }

  get phase(): string {
    return this.state.evaluation.phase;
  }

  get types(): string[] {
    return this.events.map((event) => event.type);
  }
}

const seconds = (event: StepEvent | undefined): number => ((event?.at ?? Number.NaN) - START) / 1000;

describe('transitions', () => {
  test('T1: a sample in the zone starts the on-delay and tells nobody', () => {
    const run = new Run(RULE).sample(0, 'alarm');
    expect(run.state.evaluation).toEqual({ phase: 'pending-on', onsetAt: START, evidenceMs: 0, lastMono: 0 });
    expect(run.events).toEqual([]);
  });

  test('T1a: any good sample outside the zone ends the on-delay', () => {
    const run = new Run(RULE).samples(0, 55, 'alarm').sample(58, 'hold').sample(60, 'alarm');
    expect(run.phase).toBe('pending-on');
    expect(run.state.nearMisses).toBe(1);
    expect(run.types).toEqual([]);
  });

  test('T2: it becomes active when the evidence reaches the on-delay, with the time of its onset', () => {
    const run = new Run(RULE).samples(0, 55, 'alarm');
    expect(run.types).toEqual([]);
    run.sample(60, 'alarm', 91);
    expect(run.types).toEqual(['activated']);
    expect(run.state.episode).toMatchObject({ number: 1, occurrence: 1, onsetAt: START, value: 91, limit: 80 });
    expect(run.state.episode?.activeAt).toBe(START + 60_000);
    expect(run.events[0]?.announce).toBe(true);
  });

  test('T2: without an on-delay at once', () => {
    expect(new Run(AT_ONCE).sample(7, 'alarm').types).toEqual(['activated']);
  });

  test('T2: equipment whose clock is ahead does not make an alarm begin in the future', () => {
    const run = new Run(AT_ONCE);
    run.step(0, { kind: 'sample', zone: 'alarm', value: 85, limit: 80, sourceTime: START + 3_600_000 });
    expect(run.state.episode?.onsetAt).toBe(START);
  });

  test('T3, T4: a sample that is not normal ends the off-delay', () => {
    const run = new Run({ ...RULE, onDelayMs: 0 }).sample(0, 'alarm').sample(5, 'normal').sample(10, 'hold');
    expect(run.phase).toBe('active');
    expect(run.state.bounces).toBe(1);
    expect(run.samples(15, 40, 'normal').types).toEqual(['activated']);
    expect(run.sample(45, 'normal').types).toEqual(['activated', 'returned']);
  });

  test('T5: returned, unacknowledged, it waits for a person', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    expect(run.types).toEqual(['activated', 'returned']);
    expect(run.state.episode).toMatchObject({ returnedAt: START + 5000, closedAt: null });
  });

  test('T5 with T9: acknowledged before, it closes when it returns', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.acknowledge(3);
    run.sample(5, 'normal');
    expect(run.types).toEqual(['activated', 'acknowledged', 'returned', 'closed']);
    expect(run.state.episode?.closedAt).toBe(START + 5000);
  });

  test('T6: acknowledged while active it stays', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    expect(run.acknowledge(3, 1)).toBeNull();
    expect(run.state.episode?.acknowledgement).toEqual({ state: 'acknowledged', at: START + 3000, by: 'li' });
    expect(run.phase).toBe('active');
    expect(run.events.at(-1)).toMatchObject({ type: 'acknowledged', actor: 'li' });
  });

  test('T6 with T9: acknowledged after the return it closes', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    run.acknowledge(9);
    expect(run.types).toEqual(['activated', 'returned', 'acknowledged', 'closed']);
  });

  test('T6a: a second acknowledgement changes nothing but the journal', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.acknowledge(3, 1, 'li');
    const before = run.state;
    expect(run.acknowledge(4, 1, 'wang')).toBeNull();
    expect(run.state).toBe(before);
    expect(run.types).toEqual(['activated', 'acknowledged', 'ack-duplicate']);
  });

  test('T6b: who has not seen the latest occurrence is refused', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal').sample(10, 'alarm');
    expect(run.acknowledge(12, 1)).toBe('ALARM_STALE_OCCURRENCE');
    expect(run.state.episode?.acknowledgement.state).toBe('unacknowledged');
  });

  test('T6c: a closed episode is never opened again', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    run.acknowledge(6);
    expect(run.acknowledge(7)).toBe('ALARM_EPISODE_CLOSED');
    expect(run.types).toEqual(['activated', 'returned', 'acknowledged', 'closed']);
  });

  test('an acknowledgement without any alarm finds none', () => {
    expect(new Run(AT_ONCE).acknowledge(0)).toBe('ALARM_NOT_FOUND');
  });

  test('T8: coming again before it was acknowledged is an occurrence of the same episode', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal').sample(10, 'alarm');
    expect(run.types).toEqual(['activated', 'returned', 'realarmed']);
    expect(run.state.episode).toMatchObject({ number: 1, occurrence: 2, returnedAt: null });
    expect(run.events.at(-1)?.announce).toBe(false);
  });

  test('T8: people are told again after five minutes', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    run.sample(RENOTIFY_MS / 1000, 'alarm');
    expect(run.events.at(-1)).toMatchObject({ type: 'realarmed', announce: true });
  });

  test('T9: the next activation after closing is a new episode', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    run.acknowledge(6);
    run.sample(10, 'alarm');
    expect(run.state.episode).toMatchObject({ number: 2, occurrence: 1 });
  });

  test('T20: unknown neither starts nor ends an alarm', () => {
    const active = new Run(AT_ONCE).sample(0, 'alarm').samples(5, 600, 'unknown');
    expect(active.phase).toBe('active');
    expect(active.state.quality).toMatchObject({ state: 'bad', since: START + 5000 });
    expect(new Run(AT_ONCE).samples(0, 60, 'unknown').types).toEqual([]);
  });

  test('T20: evidence stops while the value is unknown', () => {
    const run = new Run(RULE).samples(0, 30, 'alarm').samples(35, 60, 'unknown').samples(65, 90, 'alarm');
    expect(run.state.evaluation).toMatchObject({ phase: 'pending-on', evidenceMs: 55_000 });
    expect(seconds(run.sample(95, 'alarm').events[0])).toBe(95);
  });

  test('T20: a pending activation that was blind longer than its delay is dropped', () => {
    const run = new Run(RULE).samples(0, 55, 'alarm').sample(56, 'unknown').sample(117, 'alarm');
    expect(run.state.evaluation).toMatchObject({ phase: 'pending-on', onsetAt: START + 117_000, evidenceMs: 0 });
  });

  test('T21: the off-delay counts from the first good normal sample', () => {
    const run = new Run({ ...RULE, onDelayMs: 0 })
      .sample(0, 'alarm')
      .samples(5, 120, 'unknown')
      .samples(125, 155, 'normal');
    expect(run.types).toEqual(['activated', 'returned']);
    expect(seconds(run.events[1])).toBe(155);
  });

  test('T22: a restart keeps the evidence of a short outage, not of a long one, and the outage proves nothing', () => {
    const { state } = new Run(RULE).samples(0, 40, 'alarm');
    const now = { wallMs: START + 50_000, monoMs: 7 };
    expect(resumeAlarm(state, 10_000, now).evaluation).toMatchObject({ evidenceMs: 40_000, lastMono: null });
    expect(resumeAlarm(state, 400_000, now).evaluation).toMatchObject({ evidenceMs: 0, onsetAt: START });
  });

  test('T22: a restored alarm that is still there is not announced again', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.state = resumeAlarm(run.state, 60_000, { wallMs: START + 60_000, monoMs: 0 });
    expect(run.samples(65, 90, 'alarm').types).toEqual(['activated']);
  });

  test('one gap proves at most three scan periods', () => {
    const run = new Run(RULE).sample(0, 'alarm').sample(600, 'alarm');
    expect(run.state.evaluation).toMatchObject({ phase: 'pending-on', evidenceMs: 15_000 });
  });

  test('a condition taken out of the configuration closes its alarm', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.step(9, { kind: 'remove', note: 'gone' });
    expect(run.events.at(-1)).toMatchObject({ type: 'closed', note: 'gone' });
  });
});

describe('scenarios', () => {
  test('chatter at the threshold never becomes an alarm', () => {
    const run = new Run({ ...RULE, offDelayMs: 60_000 });
    for (let at = 0; at < 600; at += 5) run.sample(at, (at / 5) % 2 === 0 ? 'alarm' : 'hold');
    expect(run.types).toEqual([]);
    expect(run.state.nearMisses).toBeGreaterThanOrEqual(50);
  });

  test('two people acknowledge at the same moment: one did it, the other is told so', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    expect(run.acknowledge(1, 1, 'li')).toBeNull();
    expect(run.acknowledge(1.001, 1, 'wang')).toBeNull();
    expect(run.events.filter((event) => event.type === 'acknowledged').map((event) => event.actor)).toEqual(['li']);
  });

  test('a wall clock that jumps moves no delay', () => {
    let state = INITIAL_STATE;
    const types: string[] = [];
    for (let at = 0; at <= 60; at += 5) {
      const jump = at < 30 ? 0 : 7_200_000;
      const wallMs = START + at * 1000 + jump;
      const input: AlarmInput = { kind: 'sample', zone: 'alarm', value: 85, limit: 80, sourceTime: wallMs };
      const result = stepAlarm(RULE, state, input, { wallMs, monoMs: at * 1000 });
      state = result.state;
      types.push(...result.events.map((event) => `${event.type}@${at}`));
    }
    expect(types).toEqual(['activated@60']);
  });
});

interface Fed {
  readonly gapMs: number;
  readonly input: Zone | 'acknowledge';
}

/** The rules told another way: everything is worked out anew from the whole past at every input. */
function reference(rule: AlarmRule, past: readonly Fed[]): string[] {
  const events: string[] = [];
  let isActive = false;
  let isAcknowledged = false;
  let isEpisodeOpen = false;
  let from = 0;
  let now = 0;
  const times = past.map(({ gapMs }) => (now += gapMs));
  past.forEach(({ input }, index) => {
    if (input === 'acknowledge') {
      if (!isEpisodeOpen) return;
      events.push(isAcknowledged ? 'ack-duplicate' : 'acknowledged');
      isAcknowledged = true;
      if (!isActive) {
        events.push('closed');
        isEpisodeOpen = false;
      }
      return;
    }
    const wanted: Zone = isActive ? 'normal' : 'alarm';
    if (input !== wanted) return;
    const delayMs = isActive ? rule.offDelayMs : rule.onDelayMs;
    if (provenMs(rule, past, times, from, index, wanted, !isActive) < delayMs) return;
    from = index + 1;
    if (!isActive) {
      events.push(isEpisodeOpen ? 'realarmed' : 'activated');
      [isActive, isAcknowledged, isEpisodeOpen] = [true, false, true];
      return;
    }
    isActive = false;
    events.push('returned');
    if (!isAcknowledged) return;
    events.push('closed');
    isEpisodeOpen = false;
  });
  return events;
}

/** Evidence of the run of samples in the wanted zone that ends at `last`. */
function provenMs(
  rule: AlarmRule,
  past: readonly Fed[],
  times: readonly number[],
  from: number,
  last: number,
  wanted: Zone,
  isOnset: boolean,
): number {
  const judged = past.map((fed, index) => ({ zone: fed.input, at: times[index]!, index }));
  const samples = judged.filter(({ zone, index }) => zone !== 'acknowledge' && index >= from && index <= last);
  let first = samples.length - 1;
  while (first > 0 && (samples[first - 1]!.zone === wanted || samples[first - 1]!.zone === 'unknown')) first--;
  let evidence = 0;
  let blindSince: number | undefined;
  let before: number | undefined;
  for (const { zone, at } of samples.slice(first)) {
    if (zone === 'unknown') {
      blindSince ??= at;
      before = undefined;
      continue;
    }
    if (isOnset && blindSince !== undefined && at - blindSince > rule.onDelayMs) evidence = 0;
    if (before !== undefined) evidence += Math.min(rule.maxGapMs, at - before);
    [before, blindSince] = [at, undefined];
  }
  return evidence;
}

const rule = fc.record({
  onDelayMs: fc.constantFrom(0, 5_000, 20_000, 60_000),
  offDelayMs: fc.constantFrom(0, 5_000, 30_000),
  maxGapMs: fc.constantFrom(5_000, 15_000),
});
const fed = fc.record({
  gapMs: fc.constantFrom(0, 1_000, 5_000, 7_000, 40_000),
  input: fc.constantFrom('alarm', 'alarm', 'alarm', 'normal', 'normal', 'hold', 'unknown', 'acknowledge'),
}) as fc.Arbitrary<Fed>;

function run(
  given: AlarmRule,
  inputs: readonly Fed[],
  onStep?: (before: ConditionState, after: ConditionState, input: Fed['input']) => void,
) {
  let state = INITIAL_STATE;
  let monoMs = 0;
  const events: StepEvent[] = [];
  for (const { gapMs, input } of inputs) {
    monoMs += gapMs;
    const now = { wallMs: START + monoMs, monoMs };
    const step: AlarmInput =
      input === 'acknowledge'
        ? { kind: 'acknowledge', actor: 'li', occurrence: null, note: null }
        : { kind: 'sample', zone: input, value: 1, limit: null, sourceTime: now.wallMs };
    const result = stepAlarm(given, state, step, now);
    onStep?.(state, result.state, input);
    events.push(...result.events);
    state = result.state;
  }
  return { state, events };
}

describe('properties', () => {
  test('the machine does what the rules say', () => {
    fc.assert(
      fc.property(rule, fc.array(fed, { maxLength: 60 }), (given, inputs) => {
        expect(run(given, inputs).events.map((event) => event.type)).toEqual(reference(given, inputs));
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is called quiet changes nothing', () => {
    fc.assert(
      fc.property(rule, fc.array(fed, { maxLength: 40 }), (given, inputs) => {
        run(given, inputs, (before, after, input) => {
          if (input !== 'acknowledge' && isQuiet(before, input)) expect(after).toBe(before);
        });
      }),
    );
  });

  test('an episode opens once, closes once, and only an acknowledged one that is not active closes', () => {
    fc.assert(
      fc.property(rule, fc.array(fed, { maxLength: 60 }), (given, inputs) => {
        const { state, events } = run(given, inputs, (before, after) => {
          if (!isOpen(before.episode) || isOpen(after.episode)) return;
          expect(after.episode?.acknowledgement.state).toBe('acknowledged');
          expect(['normal', 'pending-on']).toContain(after.evaluation.phase);
        });
        const count = (type: string): number => events.filter((event) => event.type === type).length;
        expect(count('activated') - count('closed')).toBe(isOpen(state.episode) ? 1 : 0);
        expect(state.episode?.number ?? 0).toBe(count('activated'));
      }),
    );
  });

  test('a state survives being stored', () => {
    fc.assert(
      fc.property(rule, fc.array(fed, { maxLength: 30 }), (given, inputs) => {
        const { state } = run(given, inputs);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });
});
