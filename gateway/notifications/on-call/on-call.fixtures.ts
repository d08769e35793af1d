import type {
  DutyOverride,
  EscalationPolicy,
  EscalationStep,
  OnCallPlan,
  Person,
  Rotation,
  Route,
  Target,
} from '../../domain/on-call.ts';
import type { StoredOverride } from '../../ports/duty-store.ts';

/** Valid parts of a duty plan; a test names only what it is about. */

export const text = (en: string) => ({ en, zh: `${en} 中文` });

export const person = (id: string, change: Partial<Person> = {}): Person => ({
  ...{ id, name: id.toUpperCase(), language: 'zh', contacts: [{ channel: 'sms', address: `+86 ${id}` }] },
  ...{ quiet: undefined, ...change },
});

/** Daily turns from 08:00 of ann and bob in London. */
export const rotation = (change: Partial<Rotation> = {}): Rotation => ({
  ...{ id: 'duty', title: text('Duty'), timeZone: 'Europe/London', start: '2026-01-05', handoff: 480 },
  ...{ turn: { every: 'days', count: 1 }, members: ['ann', 'bob'], ...change },
});

export const override = (change: Partial<DutyOverride> = {}): DutyOverride => ({
  ...{ id: 1, rotation: 'duty', from: 0, to: 1, kind: 'replace', person: null, instead: null },
  ...{ reason: 'sick', by: 'eva', ...change },
});

export const agreed = (change: Partial<DutyOverride> = {}): Omit<StoredOverride, 'id'> => {
  const { id: _id, ...rest } = override(change);
  return { ...rest, state: 'agreed', createdAt: 0, agreedBy: null, agreedAt: null };
};

const EVERYTHING: Route['match'] = {
  ...{ priorities: [], classes: [], systems: [], equipment: [], equipmentClasses: [], kinds: [], conditions: [] },
  hours: [],
};

export const route = (match: Partial<Route['match']>, change: Partial<Omit<Route, 'match'>> = {}): Route => ({
  ...{ match: { ...EVERYTHING, ...match }, policy: undefined, goesOn: false, children: [], ...change },
});

export const toRotation = (id = 'duty'): Target => ({ kind: 'rotation', rotation: id });
export const toPerson = (id: string): Target => ({ kind: 'person', person: id });
export const toTeam = (id: string): Target => ({ kind: 'team', team: id });
export const toChannel = (id: string): Target => ({ kind: 'channel', channel: id });

const MINUTE_MS = 60_000;

export const step = (
  afterMinutes: number,
  targets: readonly Target[],
  change: Partial<EscalationStep> = {},
): EscalationStep => ({ afterMs: afterMinutes * MINUTE_MS, targets, via: [], hours: [], ...change });

export const policy = (
  id: string,
  steps: readonly EscalationStep[],
  change: Partial<EscalationPolicy> = {},
): EscalationPolicy => ({ ...{ id, title: text(id), steps, repeat: undefined, digestAt: undefined, ...change } });

/** Everything to the duty rotation of ann and bob; what is wrong with the duty to eva. */
export const plan = (change: Partial<OnCallPlan> = {}): OnCallPlan => ({
  timeZone: 'Europe/London',
  people: ['ann', 'bob', 'cat', 'dan', 'eva'].map((id) => person(id)),
  ...{ teams: [], rotations: [rotation()], policies: [policy('all', [step(0, [toRotation()])])] },
  root: route({}, { policy: 'all' }),
  siteDuty: [toPerson('eva')],
  ...change,
});
