import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DutyOverride, OnCallPlan } from '../../domain/on-call.ts';
import { dutyTurns, onDutyAt } from './duty-turns.ts';
import { holds } from './intervals.ts';
import { override, plan, rotation, text } from './on-call.fixtures.ts';
import { rotationTurns } from './rotation-turns.ts';

const HOUR_MS = 3_600_000;
const own = rotation({ timeZone: 'UTC', members: ['ann', 'bob', 'cat'] });
const TEAM = { id: 'hall', title: text('Hall'), members: ['ann', 'bob'], deputies: ['dan', 'eva'] };
const site = plan({ rotations: [own], teams: [TEAM] });
/** Hours after 08:00 of Monday 5 January, when ann begins. */
const hour = (hours: number): number => Date.UTC(2026, 0, 5, 8) + hours * HOUR_MS;

const briefly = (overrides: readonly DutyOverride[], from: number, to: number) =>
  dutyTurns(site, own, overrides, hour(from), hour(to)).map(({ person, startsAt, endsAt, because }) => {
    return [person, (startsAt - hour(0)) / HOUR_MS, (endsAt - hour(0)) / HOUR_MS, because];
  });

describe('an override', () => {
  test('puts somebody in the place of another, only where that one has the duty', () => {
    const sick = override({ kind: 'replace', instead: 'bob', person: 'dan', from: hour(12), to: hour(30) });
    expect(briefly([sick], 0, 72)).toEqual([
      ['ann', 0, 24, 'turn'],
      ['dan', 24, 30, 'override'],
      ['bob', 30, 48, 'turn'],
      ['cat', 48, 72, 'turn'],
    ]);
  });

  test('in place of whoever it is also fills a gap', () => {
    const early = override({ kind: 'replace', person: 'dan', from: hour(-6), to: hour(6) });
    expect(briefly([early], -24, 24)).toEqual([
      ['dan', -6, 6, 'override'],
      ['ann', 6, 24, 'turn'],
    ]);
  });

  test('adds somebody', () => {
    const help = override({ kind: 'add', person: 'eva', from: hour(2), to: hour(4) });
    expect(briefly([help], 0, 24)).toEqual([
      ['ann', 0, 24, 'turn'],
      ['eva', 2, 4, 'override'],
    ]);
  });

  test('takes somebody out, and a deputy of the team steps in', () => {
    const away = override({ kind: 'remove', instead: 'ann', from: hour(2), to: hour(4) });
    expect(briefly([away], 0, 24)).toEqual([
      ['ann', 0, 2, 'turn'],
      ['dan', 2, 4, 'deputy'],
      ['ann', 4, 24, 'turn'],
    ]);
  });

  test('takes somebody of no team out, and nobody is left', () => {
    const away = override({ kind: 'remove', instead: 'cat', from: hour(50), to: hour(52) });
    expect(briefly([away], 48, 72)).toEqual([
      ['cat', 48, 50, 'turn'],
      ['cat', 52, 72, 'turn'],
    ]);
  });

  test('of another rotation does not count', () => {
    const other = override({ rotation: 'lead', kind: 'remove', from: hour(0), to: hour(24) });
    expect(briefly([other], 0, 24)).toEqual([['ann', 0, 24, 'turn']]);
  });
});

test('names are those of the plan, ids where it has none', () => {
  const stranger = override({ kind: 'add', person: 'zoe', from: hour(0), to: hour(1) });
  const names = dutyTurns(site, own, [stranger], hour(0), hour(1)).map(({ name }) => name);
  expect(names).toEqual(['zoe', 'ANN']);
});

const overrides: fc.Arbitrary<readonly DutyOverride[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('replace' as const, 'add' as const, 'remove' as const),
      person: fc.constantFrom('ann', 'dan', 'eva'),
      instead: fc.constantFrom(null, 'ann', 'bob', 'dan'),
      from: fc.integer({ min: 0, max: 90 }),
      hours: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 5 },
  )
  .map((drawn) =>
    drawn.map(({ kind, person, instead, from, hours }, index) =>
      override({
        ...{ id: index + 1, kind, from: hour(from), to: hour(from + hours) },
        ...{ person: kind === 'remove' ? null : person, instead: kind === 'add' ? null : instead },
      }),
    ),
  );

test('whoever has the duty at a moment is found by taking the overrides of that moment one after the other', () => {
  const withoutTeams = plan({ rotations: [own] });
  fc.assert(
    fc.property(overrides, (drawn) => {
      const turns = dutyTurns(withoutTeams, own, drawn, hour(0), hour(96));
      for (let at = hour(0) + HOUR_MS / 2; at < hour(96); at += 3 * HOUR_MS) {
        const now = turns.filter((turn) => holds(turn, at)).map(({ person }) => person);
        expect([...now].sort()).toEqual(slowDuty(withoutTeams, drawn, at).sort());
        expect([...onDutyAt(withoutTeams, own, drawn, at)].sort()).toEqual([...new Set(now)].sort());
      }
    }),
    { numRuns: 50 },
  );
});

function slowDuty(_plan: OnCallPlan, drawn: readonly DutyOverride[], at: number): string[] {
  let people = rotationTurns(own, at, at + 1).map(({ person }) => person);
  for (const { kind, person, instead, from, to } of drawn) {
    if (at < from || at >= to) continue;
    const gone = people.filter((one) => kind !== 'add' && (instead === null || one === instead));
    people = people.filter((one) => !gone.includes(one));
    const places = kind === 'add' || instead === null ? 1 : gone.length;
    if (person !== null) people.push(...Array.from({ length: places }, () => person));
  }
  return people;
}
