import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfText, textOfDay } from '../../domain/duty/calendar-days.ts';
import type { Day, MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import { type PlanDeed, type PlanFacts, stepPlan } from './plan-step.ts';
import { level, liftPlan, pumpPlan } from './plans.fixtures.ts';
import { doneWith, foresee } from './projection.ts';
import { levelAt, plannedDay, seasonStart } from './slots.ts';

const DAY0 = 20_000;

const factsOf = (plan: MaintenancePlan, last: Day, change: Partial<PlanFacts> = {}): PlanFacts => ({
  ledger: plan.levels.map(() => ({ day: last, hours: null })),
  ...{ open: undefined, settled: undefined, settledHours: undefined, hours: { kind: 'none' } },
  ...change,
});
const on = (today: Day) => ({ today, blackout: [] });
const kinds = (deeds: readonly PlanDeed[]) =>
  deeds.map((deed) =>
    'turn' in deed
      ? `${deed.kind} ${deed.turn.slot - DAY0}`
      : deed.kind === 'passed'
        ? `passed ${deed.slot - DAY0}`
        : deed.kind,
  );

describe('a floating plan of fifteen days, last done on day 0', () => {
  const plan = liftPlan({ levels: [level('half-month', { days: 15 })] });

  it('asks for nothing until three days before, then for one task', () => {
    expect(stepPlan(plan, factsOf(plan, DAY0), on(DAY0 + 11))).toEqual([]);
    expect(kinds(stepPlan(plan, factsOf(plan, DAY0), on(DAY0 + 12)))).toEqual(['open 15']);
  });

  it('is next due fifteen days after it was done, not after it was due', () => {
    expect(kinds(stepPlan(plan, factsOf(plan, DAY0 + 14), on(DAY0 + 26)))).toEqual(['open 29']);
  });

  it('opens only the newest turn after a stop, and records those before as missed', () => {
    expect(kinds(stepPlan(plan, factsOf(plan, DAY0 + 14), on(DAY0 + 50)))).toEqual(['missed 29', 'open 44']);
  });

  it('skips instead what no law asks for', () => {
    const house = { ...plan, statutory: undefined };
    expect(kinds(stepPlan(house, factsOf(house, DAY0 + 14), on(DAY0 + 50)))).toEqual(['skipped 29', 'open 44']);
  });

  it('opens no second task beside one, and notes the turns that go by', () => {
    const open = { slot: DAY0 + 29, level: 0, until: DAY0 + 29, isOverdue: false, passed: [] };
    expect(kinds(stepPlan(plan, factsOf(plan, DAY0 + 14, { open }), on(DAY0 + 29)))).toEqual([]);
    expect(kinds(stepPlan(plan, factsOf(plan, DAY0 + 14, { open }), on(DAY0 + 45)))).toEqual(['overdue', 'passed 44']);
  });
});

it('a deeper level that falls due before the next turn takes the place of the shallower one', () => {
  const plan = liftPlan();
  const year = dayOfText('2026-01-10');
  const ledger = [
    { day: year + 350, hours: null },
    { day: year + 300, hours: null },
    { day: year, hours: null },
  ];
  expect(levelAt(plan, year + 365, ledger)).toBe(2);
  const [deed] = stepPlan(plan, { ...factsOf(plan, 0), ledger }, on(year + 362));
  expect(deed).toMatchObject({ kind: 'open', turn: { level: 2, slot: year + 365 } });
});

describe('a plan by running hours', () => {
  const plan = pumpPlan();
  const facts = (hours: PlanFacts['hours']) => factsOf(plan, DAY0, { ledger: [{ day: DAY0, hours: 1500 }], hours });
  const good = (hours: number) => facts({ kind: 'good', hours, register: hours, perDay: 10 });

  it('opens one task when its hours are reached, whatever is read after', () => {
    expect(stepPlan(plan, good(1990), on(DAY0 + 49))).toEqual([]);
    const keys = Array.from({ length: 20 }, (_, n) => stepPlan(plan, good(2010 + n), on(DAY0 + 51 + n))).flatMap(
      (deeds) => deeds.flatMap((deed) => ('turn' in deed ? deed.turn.key : [])),
    );
    expect(new Set(keys)).toEqual(new Set(['pm:P1/pump:m2000']));
  });

  it('asks for nothing from a counter that fell', () => {
    const fell = facts({ kind: 'rebase', because: 'fell', from: 2010, to: 3, at: 0 });
    expect(stepPlan(plan, fell, on(DAY0 + 60))).toEqual([]);
  });

  it('foresees the day at the pace of the last weeks', () => {
    const [first] = foresee(plan, good(1900), on(DAY0 + 40), DAY0 + 100);
    expect(first).toMatchObject({ slot: DAY0 + 50, because: 'hours', threshold: 2000 });
  });
});

describe('holidays and seasons', () => {
  const blackout = [{ from: dayOfText('2027-02-06'), to: dayOfText('2027-02-12') }];
  it('moves house work behind the holidays, and never what law asks for', () => {
    const house = liftPlan({ statutory: undefined });
    expect(textOfDay(plannedDay(house, dayOfText('2027-02-08'), blackout))).toBe('2027-02-13');
    expect(textOfDay(plannedDay(liftPlan(), dayOfText('2027-02-08'), blackout))).toBe('2027-02-08');
  });
  it.each([
    ['2026-12-01', { from: '04-01', to: '11-15' }, '2027-04-01'],
    ['2026-06-01', { from: '04-01', to: '11-15' }, '2026-06-01'],
    ['2026-06-01', { from: '11-01', to: '03-31' }, '2026-11-01'],
    ['2027-01-10', { from: '11-01', to: '03-31' }, '2027-01-10'],
  ])('%s in the season %j is %s', (day, season, planned) => {
    expect(textOfDay(seasonStart(dayOfText(day), season))).toBe(planned);
  });
});

it('a fixed plan keeps its grid, and one done shortly before its day has done that day', () => {
  const grid = dayOfText('2026-01-31');
  const plan = liftPlan({
    statutory: undefined,
    trigger: 'fixed',
    start: grid,
    levels: [level('month', { months: 1 })],
    leadDays: 0,
  });
  const due = (last: string, today: string) => stepPlan(plan, factsOf(plan, dayOfText(last)), on(dayOfText(today)))[0];
  expect(due('2026-01-31', '2026-02-28')).toMatchObject({ turn: { slot: dayOfText('2026-02-28') } });
  expect(due('2026-02-26', '2026-03-30')).toBeUndefined();
  expect(due('2026-02-26', '2026-03-31')).toMatchObject({ turn: { slot: dayOfText('2026-03-31') } });
});

/** Lives through some days with a gateway that is off on some of them, and people who do the work or do not. */
function live(plan: MaintenancePlan, days: readonly { readonly isOn: boolean; readonly isDone: boolean }[]) {
  const records = new Map<string, { kind: string; slot: Day }>();
  let doubles = 0;
  let facts = factsOf(plan, DAY0);
  for (const [n, { isOn, isDone }] of days.entries()) {
    const today = DAY0 + n + 1;
    if (!isOn) continue;
    for (const deed of stepPlan(plan, facts, on(today))) {
      if (deed.kind === 'passed' && facts.open) {
        facts = { ...facts, open: { ...facts.open, passed: [...facts.open.passed, deed.slot] } };
        records.set(`passed ${deed.slot}`, { kind: 'passed', slot: deed.slot });
      }
      if (!('turn' in deed)) continue;
      if (records.has(deed.turn.key)) doubles += 1;
      records.set(deed.turn.key, { kind: deed.kind, slot: deed.turn.slot });
      if (deed.kind === 'open') {
        if (facts.open) doubles += 1;
        facts = {
          ...facts,
          open: { slot: deed.turn.slot, level: deed.turn.level, until: deed.turn.slot, isOverdue: false, passed: [] },
        };
      }
    }
    if (isDone && facts.open)
      facts = { ...facts, open: undefined, ledger: doneWith(facts.ledger, facts.open.level, today, null) };
  }
  return { records, doubles, facts };
}

const day = fc.record({ isOn: fc.boolean(), isDone: fc.boolean() });

it('whatever happens, nothing is opened twice, and asked again nothing more is asked', () => {
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 120 }), (days) => {
      const plan = liftPlan();
      const { doubles, facts } = live(plan, [...days, { isOn: true, isDone: false }]);
      expect(doubles).toBe(0);
      const today = DAY0 + days.length + 1;
      const again = stepPlan(plan, facts, on(today)).filter(({ kind }) => kind !== 'overdue');
      expect(again).toEqual([]);
    }),
  );
});

it('no turn that law asks for goes by without a record of it', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 20, maxLength: 120 }), (on) => {
      const plan = liftPlan({ levels: [level('half-month', { days: 15 })] });
      const { records } = live(plan, [...on.map((isOn) => ({ isOn, isDone: false })), { isOn: true, isDone: false }]);
      const slots = new Set([...records.values()].map(({ slot }) => slot));
      for (let slot = DAY0 + 15; slot < DAY0 + on.length + 1; slot += 15) expect(slots).toContain(slot);
    }),
  );
});
