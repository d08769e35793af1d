import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleRound, exampleRounds } from '../../../../tests/harness/fake-rounds.ts';
import type { Outcome } from '../../errors.ts';
import type { RecordStep } from '../record.ts';
import { steppedRecord } from '../record-change.ts';
import { ROUND, type Round, type SeenValue } from './round.ts';
import { addAddendum, closeRound, correctEntry, reviewRound, signRound, skipStop } from './round-close.ts';
import { orderOf, roundDraft } from './round-draft.ts';
import { planFigures } from './round-figures.ts';
import { fillStop, type RoundAnswer, scanStop } from './round-fill.ts';
import { isOpenFinding, linkOrder, noteMended, recheckFinding } from './round-findings.ts';
import type { RoundActor, RoundRecord } from './round-step.ts';

const MINUTE = 60_000;
const START = exampleRound().at;

const at = (minute: number, by = 'wang'): RoundActor => {
  const ms = START + minute * MINUTE;
  return { by, via: 'phone', at: ms, receivedAt: ms, deviceAt: null };
};
/** Done in minute `minute` on a phone out of reach, brought `later` minutes after. */
const offline = (minute: number, later: number): RoundActor => {
  const who = at(minute);
  return { ...who, receivedAt: who.at + later * MINUTE, deviceAt: who.at };
};

const say = (check: string, change: Partial<RoundAnswer> = {}): RoundAnswer => ({
  ...{ check, mark: 'ok', value: null, text: null, note: null, photo: null },
  ...change,
});

/** Takes the step or fails the test; what the book stores goes through the schema. */
function took(record: RoundRecord, outcome: Outcome<RecordStep<Round>>): RoundRecord {
  if (!outcome.ok) throw new Error(outcome.detail);
  const stepped = steppedRecord(record, outcome.value);
  return { ...stepped, body: ROUND.body.parse(JSON.parse(JSON.stringify(stepped.body))) };
}
const why = (outcome: Outcome<unknown>): string | undefined => (outcome.ok ? undefined : outcome.detail);

const code = (record: RoundRecord, stop: string) => record.body.stops.find(({ id }) => id === stop)!.code;
const scan = (record: RoundRecord, stop: string, who: RoundActor) =>
  scanStop(record, { stop, code: code(record, stop), isTyped: false }, who);
const fill = (
  record: RoundRecord,
  stop: string,
  answers: RoundAnswer[],
  who: RoundActor,
  seen: ReadonlyMap<string, SeenValue> = new Map(),
) => fillStop(record, { stop, answers, seen }, who);
const visited = (record: RoundRecord, stop: string, answers: RoundAnswer[], who: RoundActor): RoundRecord => {
  const scanned = took(record, scan(record, stop, who));
  return took(
    scanned,
    fill(scanned, stop, answers, { ...who, at: who.at + MINUTE, receivedAt: who.receivedAt + MINUTE }),
  );
};
const basement = (record: RoundRecord, who = at(5)) => visited(record, 'B1', [say('dry'), say('smell')], who);
const pump = (record: RoundRecord, who = at(10)) =>
  visited(record, 'PUMP-1', [say('power', { mark: null, value: 5 }), say('seal')], who);
const stateOf = (record: RoundRecord, stop: string) => record.body.stops.find(({ id }) => id === stop)!.state;

describe('walking', () => {
  test('the code of the next room is refused, and nothing can be said before the scan', () => {
    const round = exampleRound();
    const wrong = scanStop(round, { stop: 'B1', code: code(round, 'PUMP-1'), isTyped: false }, at(1));
    expect(why(wrong)).toBe('this is the code of PUMP-1, not of B1');
    expect(why(fill(round, 'B1', [say('dry')], at(1)))).toBe('scan the code at the place first');
    expect(why(scan(round, 'B1', at(-31)))).toBe('the round has not begun yet');
    expect(why(scan(round, 'B1', at(181)))).toBe('the time of this round is over');
  });

  test('a number of telemetry is only confirmed; a typed one is kept beside it and asks for a look when far off', () => {
    const scanned = took(exampleRound(), scan(exampleRound(), 'PUMP-1', at(1)));
    const seen = new Map<string, SeenValue>([['PUMP-1.p0', { value: 398, reason: null, at: START }]]);
    const confirmed = took(scanned, fill(scanned, 'PUMP-1', [say('power')], at(2), seen));
    const [power] = confirmed.body.stops[1]!.checks;
    expect(power).toMatchObject({ seen: { value: 398 }, entry: { mark: 'ok', value: null }, isDifferent: false });
    const typed = took(scanned, fill(scanned, 'PUMP-1', [say('power', { mark: null, value: 350 })], at(2), seen));
    expect(typed.body.stops[1]!.checks[0]).toMatchObject({
      seen: { value: 398 },
      entry: { value: 350 },
      isDifferent: true,
    });
    const nothing = fill(scanned, 'PUMP-1', [say('power', { mark: null })], at(2));
    expect(why(nothing)).toBe('power: needs a number');
  });

  test('× needs a remark, and is answered once', () => {
    const scanned = took(exampleRound(), scan(exampleRound(), 'B1', at(1)));
    expect(why(fill(scanned, 'B1', [say('dry', { mark: 'bad' })], at(2)))).toBe('dry: × needs a remark');
    const once = took(scanned, fill(scanned, 'B1', [say('dry')], at(2)));
    expect(why(fill(once, 'B1', [say('dry')], at(3, 'li')))).toBe('dry was answered already by wang');
  });

  test('a stop is done in time, late after the limit, and marked when nobody can have looked', () => {
    expect(stateOf(basement(exampleRound()), 'B1')).toBe('done');
    expect(stateOf(basement(exampleRound(), at(70)), 'B1')).toBe('late');
    const scanned = took(exampleRound(), scan(exampleRound(), 'B1', at(1)));
    const quick = took(scanned, fill(scanned, 'B1', [say('dry'), say('smell')], { ...at(1), at: at(1).at + 2000 }));
    expect(quick.body.stops[0]!.isHasty).toBe(true);
    expect(basement(exampleRound()).body.stops[0]!.isHasty).toBe(false);
  });

  test('another order each time, every stop once, the same for the same moment', () => {
    const [plan] = exampleRounds().plans;
    const stops = Array.from({ length: 6 }, (_, n) => ({ ...plan!.stops[0]!, id: `S${n}` }));
    const varied = { ...plan!, route: 'varied' as const, stops };
    const orders = Array.from({ length: 30 }, (_, day) =>
      orderOf(varied, START + day * 86_400_000).map(({ id }) => id),
    );
    for (const order of orders) expect([...order].sort()).toEqual(stops.map(({ id }) => id));
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(20);
    expect(orderOf(varied, START)).toEqual(orderOf(varied, START));
  });
});

describe('the end of a round', () => {
  test('is a signature when every stop is answered or left out with a reason; then only an addendum is taken', () => {
    const half = basement(exampleRound());
    expect(why(signRound(half, '', at(20)))).toBe('not answered yet: PUMP-1');
    const skipped = took(half, skipStop(half, { stop: 'PUMP-1', reason: 'under repair' }, at(20)));
    const signed = took(skipped, signRound(skipped, '', at(21)));
    expect(signed).toMatchObject({ state: 'done', closedAt: at(21).at });
    expect(why(fill(signed, 'B1', [say('dry')], at(22)))).toBe('the round is signed');
    const slip = { stop: 'B1', answer: say('dry', { mark: 'none' }), reason: 'slipped' };
    expect(why(correctEntry(signed, slip, at(22)))).toBe('a signed round takes only an addendum');
    const added = took(signed, addAddendum(signed, 'the door was open', at(30, 'li')));
    expect(added.body.addenda).toMatchObject([{ by: 'li', note: 'the door was open' }]);
    expect(why(reviewRound(signed, '', at(40)))).toBe('somebody else than who signed has to review it');
    expect(took(signed, reviewRound(signed, '', at(40, 'chen'))).body.review).toMatchObject({ by: 'chen' });
  });

  test('comes by itself: what nobody did is missed, and nothing is invented', () => {
    const half = basement(exampleRound());
    expect(closeRound(half, START + 179 * MINUTE).ok).toBe(false);
    const closed = took(half, closeRound(half, START + 180 * MINUTE));
    expect(closed.state).toBe('missed');
    expect(closed.body.stops.map(({ state }) => state)).toEqual(['done', 'missed']);
    expect(closed.body.stops[1]!.checks.every(({ entry, seen }) => entry === null && seen === null)).toBe(true);
    const whole = pump(basement(exampleRound()));
    expect(took(whole, closeRound(whole, START + 180 * MINUTE))).toMatchObject({
      state: 'done',
      body: { signed: null },
    });
  });

  test('a phone out of reach brings what was done in time, marked; what was done too late stays missed', () => {
    const closed = took(basement(exampleRound()), closeRound(basement(exampleRound()), START + 180 * MINUTE));
    const brought = pump(closed, offline(100, 200));
    expect(brought.state).toBe('done');
    expect(brought.body.stops[1]).toMatchObject({ state: 'late', isSentLater: true, doneAt: START + 101 * MINUTE });
    expect(why(scan(closed, 'PUMP-1', at(200)))).toBe('the time of this round is over');
    expect(why(scan(closed, 'PUMP-1', offline(100, 27 * 60)))).toBe('this answer comes too late');
  });

  test('a round that nobody could walk because the program stood still is missed from the beginning', () => {
    const [plan] = exampleRounds().plans;
    const draft = roundDraft(plan!, exampleRounds(), START, START + 181 * MINUTE);
    expect(draft.state).toBe('missed');
    expect(draft.body.stops.map(({ state }) => state)).toEqual(['missed', 'missed']);
  });

  test('a correction keeps what stood there before', () => {
    const filled = basement(exampleRound());
    const slip = { stop: 'B1', answer: say('dry', { mark: 'bad', note: 'puddle' }), reason: 'looked again' };
    const corrected = took(filled, correctEntry(filled, slip, at(8, 'li')));
    const [dry] = corrected.body.stops[0]!.checks;
    expect(dry!.entry).toMatchObject({ mark: 'bad', by: 'li' });
    expect(dry!.corrections).toMatchObject([{ was: { mark: 'ok', by: 'wang' }, by: 'li', reason: 'looked again' }]);
    expect(corrected.body.findings).toMatchObject([{ id: 'B1/dry', note: 'puddle', isWithdrawn: false }]);
    const back = took(corrected, correctEntry(corrected, { ...slip, answer: say('dry') }, at(9)));
    expect(back.body.findings).toMatchObject([{ id: 'B1/dry', isWithdrawn: true }]);
  });
});

test('a finding is ordered, mended, looked at again, and ordered once more when it is not right', () => {
  const scanned = took(exampleRound(), scan(exampleRound(), 'PUMP-1', at(1)));
  const found = took(scanned, fill(scanned, 'PUMP-1', [say('seal', { mark: 'bad', note: 'drips' })], at(2)));
  const id = 'PUMP-1/seal';
  expect(found.body.findings).toMatchObject([
    { id, equipment: 'PUMP-1', priority: 'P2', needsOrder: true, order: null },
  ]);
  const early = recheckFinding(found, { finding: id, result: 'ok', note: '' }, at(3));
  expect(why(early)).toBe('the finding does not wait for that');
  const ordered = took(found, linkOrder(found, { finding: id, order: 7, isRepeat: false }, at(3)));
  const mended = took(ordered, noteMended(ordered, { finding: id, order: 7, at: at(60).at }, at(60)));
  const bad = took(mended, recheckFinding(mended, { finding: id, result: 'bad', note: 'still drips' }, at(90)));
  expect(bad.body.findings).toMatchObject([{ order: null, attempt: 2, mendedAt: null }]);
  const again = took(bad, linkOrder(bad, { finding: id, order: 8, isRepeat: false }, at(91)));
  const done = took(again, noteMended(again, { finding: id, order: 8, at: at(95).at }, at(95)));
  expect(done.body.findings.every(isOpenFinding)).toBe(true);
  const right = took(done, recheckFinding(done, { finding: id, result: 'ok', note: '' }, at(99)));
  expect(right.body.findings.some(isOpenFinding)).toBe(false);
  expect(right.body.findings[0]!.rechecks.map(({ result }) => result)).toEqual(['bad', 'ok']);
});

test('figures count stops: nine of ten stops are nine tenths of a round', () => {
  const [plan] = exampleRounds().plans;
  const half = took(basement(exampleRound()), closeRound(basement(exampleRound()), START + 180 * MINUTE));
  const coverage = { from: START - 1, to: START + 1 };
  const figures = planFigures(plan!, [half, pump(basement(exampleRound(), at(70)))], coverage);
  expect(figures).toMatchObject({ rounds: 2, stops: 4, done: 2, late: 1, missed: 1, open: 0, onTime: 0.5, covered: 1 });
  const uncovered = planFigures(plan!, [half], coverage);
  expect(uncovered).toMatchObject({ covered: 0.5, uncovered: [{ stop: 'PUMP-1' }] });
  expect(planFigures(plan!, [], coverage)).toMatchObject({ onTime: null, covered: null });
});

/** Anything anybody may try, in any order and at any time. */
const attempt = fc.record({
  kind: fc.constantFrom('scan', 'wrong-scan', 'fill', 'skip', 'correct', 'sign', 'close', 'review', 'addendum'),
  stop: fc.constantFrom('B1', 'PUMP-1', 'nowhere'),
  check: fc.constantFrom('dry', 'smell', 'power', 'seal'),
  mark: fc.constantFrom('ok' as const, 'bad' as const, 'none' as const, null),
  value: fc.option(fc.integer({ min: 0, max: 100 })),
  note: fc.option(fc.constant('words')),
  minute: fc.integer({ min: -60, max: 240 }),
  later: fc.constantFrom(0, 0, 30, 2000),
  by: fc.constantFrom('wang', 'li'),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function tried(record: RoundRecord, one: Attempt): Outcome<RecordStep<Round>> {
  const who = one.later === 0 ? at(one.minute, one.by) : { ...offline(one.minute, one.later), by: one.by };
  const answer = say(one.check, { mark: one.mark, value: one.value, note: one.note });
  switch (one.kind) {
    case 'scan':
      return scanStop(record, { stop: one.stop, code: record.body.stops[0]!.code, isTyped: true }, who);
    case 'wrong-scan':
      return scanStop(record, { stop: one.stop, code: 'x', isTyped: true }, who);
    case 'fill':
      return fillStop(record, { stop: one.stop, answers: [answer], seen: new Map() }, who);
    case 'skip':
      return skipStop(record, { stop: one.stop, reason: 'no key' }, who);
    case 'correct':
      return correctEntry(record, { stop: one.stop, answer, reason: 'slipped' }, who);
    case 'sign':
      return signRound(record, '', who);
    case 'close':
      return closeRound(record, who.receivedAt);
    case 'review':
      return reviewRound(record, '', who);
    default:
      return addAddendum(record, 'words', who);
  }
}

test('whatever is tried: nothing said gets lost, nothing is done outside of the window, a signed round stays as it is', () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
      let record = exampleRound();
      for (const one of attempts) {
        const outcome = tried(record, one);
        if (!outcome.ok) continue;
        const next = took(record, outcome);
        holds(record, next);
        record = next;
      }
    }),
    { numRuns: 300 },
  );
});

function holds(before: RoundRecord, now: RoundRecord): void {
  if (before.body.signed !== null)
    expect({ ...now.body, addenda: [], review: null }).toEqual({ ...before.body, addenda: [], review: null });
  for (const [s, stop] of now.body.stops.entries()) {
    for (const [c, { entry, corrections }] of stop.checks.entries()) {
      const old = before.body.stops[s]!.checks[c]!;
      const kept = [entry, ...corrections.map(({ was }) => was)];
      if (old.entry !== null) expect(kept).toContainEqual(old.entry);
    }
    const isVisited = stop.state === 'done' || stop.state === 'late';
    if (isVisited) expect(stop.checks.every(({ entry, isRequired }) => entry !== null || !isRequired)).toBe(true);
    if (isVisited) expect(stop.doneAt! <= now.body.closesAt && stop.doneAt! >= now.body.opensAt).toBe(true);
    if (isVisited) expect(stop.scannedAt).not.toBeNull();
  }
  const bad = now.body.stops.flatMap(({ id, checks }) =>
    checks.filter(({ entry }) => entry?.mark === 'bad').map((one) => `${id}/${one.id}`),
  );
  const standing = now.body.findings.filter(({ isWithdrawn }) => !isWithdrawn).map(({ id }) => id);
  expect(standing.sort()).toEqual(bad.sort());
  if (now.state === 'done')
    expect(now.body.stops.some(({ state }) => state === 'open' || state === 'missed')).toBe(false);
}
