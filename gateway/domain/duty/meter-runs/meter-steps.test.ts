import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleMeterRun } from '../../../../tests/harness/fake-rounds.ts';
import type { Outcome } from '../../errors.ts';
import type { RecordStep } from '../record.ts';
import { steppedRecord } from '../record-change.ts';
import type { RoundActor } from '../rounds/round-step.ts';
import type { MeterRunRecord } from './meter-draft.ts';
import { METER_RUN, type MeterRun } from './meter-run.ts';
import {
  addRunAddendum,
  approveRun,
  type CounterFacts,
  checkMeter,
  estimateMeter,
  explainMeter,
  giveUpRun,
  lacksOf,
  readMeter,
  signRun,
  takeCounters,
} from './meter-steps.ts';

const START = exampleMeterRun().at;

/** Anything anybody may try, in any order. */
const attempt = fc.record({
  kind: fc.constantFrom(
    'take',
    'read',
    'read',
    'estimate',
    'explain',
    'check',
    'check',
    'sign',
    'approve',
    'give-up',
    'addendum',
  ),
  meter: fc.constantFrom('main', 'shop', 'cafe', 'nowhere'),
  value: fc.integer({ min: 0, max: 1000 }),
  photo: fc.constantFrom('a'.repeat(64), null),
  note: fc.constantFrom('words', ''),
  result: fc.constantFrom('ok' as const, 'ok' as const, 'bad' as const),
  by: fc.constantFrom('wang', 'li', 'chen'),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

const fact = (value: number | null): CounterFacts => ({
  auto: { value, at: START, reason: value === null ? 'no-data' : null },
  ...{ counted: null, isDoubtful: false, lastBefore: null, replaced: [] },
});

function tried(record: MeterRunRecord, one: Attempt, at: number): Outcome<RecordStep<MeterRun>> {
  const { meter, value, photo, note, result } = one;
  const who: RoundActor = { by: one.by, via: 'phone', at, receivedAt: at, deviceAt: null };
  switch (one.kind) {
    case 'take':
      return takeCounters(
        record,
        new Map([
          ['main', fact(value)],
          ['shop', fact(value > 500 ? null : value)],
        ]),
        at,
      );
    case 'read':
      return readMeter(record, { meter, value, photo, note }, who);
    case 'estimate':
      return estimateMeter(record, { meter, value, reason: 'door locked' }, who);
    case 'explain':
      return explainMeter(record, { meter, reason: 'closed' }, who);
    case 'check':
      return checkMeter(record, { meter, result, note }, who);
    case 'sign':
      return signRun(record, '', who);
    case 'approve':
      return approveRun(record, '', who);
    case 'give-up':
      return giveUpRun(record, at);
    default:
      return addRunAddendum(record, 'words', who);
  }
}

function holds(before: MeterRunRecord, now: MeterRunRecord): void {
  if (before.body.signed !== null) expect(now.body.lines).toEqual(before.body.lines);
  if (now.body.signed !== null) expect(now.body.lines.every((line) => lacksOf(line).length === 0)).toBe(true);
  if (now.state === 'done') expect(now.body.approved!.by).not.toBe(now.body.signed!.by);
  for (const [n, line] of now.body.lines.entries()) {
    const old = before.body.lines[n]!;
    if (old.hand !== null) expect([line.hand, ...line.corrections.map(({ was }) => was)]).toContainEqual(old.hand);
    const { check, hand, estimate, reading, how } = line;
    const isNew = check !== null && check !== old.check && old.check === null;
    if (isNew) expect([hand?.by, estimate?.by]).not.toContain(check.by);
    expect(reading === null).toBe(how === null);
  }
}

test('whatever is tried: no reading gets lost, nobody checks his own, a signed run is whole and stays as it is', () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
      let record = exampleMeterRun();
      for (const [n, one] of attempts.entries()) {
        const outcome = tried(record, one, START + n * 60_000);
        if (!outcome.ok) continue;
        const stepped = steppedRecord(record, outcome.value);
        const next = { ...stepped, body: METER_RUN.body.parse(JSON.parse(JSON.stringify(stepped.body))) };
        holds(record, next);
        record = next;
      }
    }),
    { numRuns: 400 },
  );
});

test('a meter nobody could read is signed only with the reason; a refused one has to be read again', () => {
  const [line] = exampleMeterRun().body.lines;
  expect(lacksOf(line!)).toEqual(['reading']);
  expect(lacksOf({ ...line!, reason: 'room flooded' })).toEqual([]);
  const check = { result: 'bad' as const, by: 'li', at: 0, note: 'the photo says 70' };
  expect(lacksOf({ ...line!, how: 'hand', reading: 7, check })).toEqual(['refused']);
  expect(lacksOf({ ...line!, how: 'auto', reading: 7, isSample: true })).toEqual(['look']);
  expect(lacksOf({ ...line!, how: 'auto', reading: 7, odd: ['above-usual'] })).toEqual(['reason', 'check']);
});
