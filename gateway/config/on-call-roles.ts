import type { EscalationPolicy, EscalationStep, Route, Target } from '../domain/on-call.ts';
import { EVERYTHING, targetOf, UNTIL_ANSWERED } from './on-call-entries.ts';
import type { OnCallSection, RoleEntries } from './on-call-schema.ts';
import type { LoadedChannel } from './resolve-channels.ts';
import { minutesOf, weekHoursOf } from './week-hours.ts';

const MINUTE_MS = 60_000;

/** Policies and routes of the house, made from who plays which part. */
export interface HouseRules {
  readonly policies: readonly EscalationPolicy[];
  readonly routes: readonly Route[];
  /** For what no route matches. */
  readonly root: string;
}

/** Who is told when, by priority; trapped passengers have a policy of their own. Steps of a part that nobody plays are left out. */
export function houseRules(section: OnCallSection, roles: RoleEntries, channels: readonly LoadedChannel[]): HouseRules {
  const { duty, shiftLead, chief, security, liftContractor, liftContractorDeputy, group } = roles;
  const { loud, soft, silentOnly } = meansOf(channels);
  const working = section.workingHours.map(weekHoursOf);
  const urgent = [
    step(0, [...duty, ...group], { via: soft }),
    step(2, duty, { via: loud }),
    step(5, shiftLead),
    step(10, chief),
  ];
  const trapped = [
    step(0, [...duty, ...security, ...liftContractor, ...group]),
    step(2, [...liftContractorDeputy, ...shiftLead]),
  ];
  const high = [
    step(0, duty, { via: silentOnly }),
    step(10, duty, { via: loud }),
    step(20, shiftLead),
    step(40, chief),
  ];
  const medium = [step(0, [...duty, ...group], { via: silentOnly }), step(60, shiftLead, { hours: working })];
  const again = (minutes: number, times: number) => ({ afterMs: minutes * MINUTE_MS, times });
  return {
    policies: [
      { ...policy('p1', 'Urgent', '紧急', urgent), repeat: again(10, UNTIL_ANSWERED) },
      { ...policy('entrapment', 'Trapped passengers', '电梯困人', trapped), repeat: again(10, UNTIL_ANSWERED) },
      { ...policy('p2', 'High', '高', high), repeat: again(20, 2) },
      policy('p3', 'Medium', '中', medium),
      { ...policy('p4', 'Low', '低', [step(0, [...duty, ...group])]), digestAt: minutesOf(section.digestAt) },
    ],
    routes: [
      route({ priorities: ['P1'], equipmentClasses: ['lift'] }, 'entrapment'),
      route({ priorities: ['P1'] }, 'p1'),
      route({ priorities: ['P2'] }, 'p2'),
      route({ priorities: ['P3'] }, 'p3'),
      route({ priorities: ['P4'] }, 'p4'),
    ],
    root: 'p2',
  };
}

/** What rings and what only shows; an empty list stands for all the means a person has. */
function meansOf(channels: readonly LoadedChannel[]) {
  const idsOf = (isWanted: (kind: string) => boolean) =>
    channels.filter(({ kind }) => isWanted(kind)).map(({ id }) => id);
  return {
    loud: idsOf((kind) => kind === 'sms' || kind === 'voice'),
    soft: idsOf((kind) => kind !== 'voice'),
    silentOnly: idsOf((kind) => kind !== 'voice' && kind !== 'sms'),
  };
}

interface Wanted {
  /** Minutes after the annunciation. */
  readonly at: number;
  readonly targets: readonly Target[];
  readonly via: readonly string[];
  readonly hours: EscalationStep['hours'];
}

function step(at: number, tell: RoleEntries['duty'], how: Partial<Pick<Wanted, 'via' | 'hours'>> = {}): Wanted {
  return { at, targets: tell.map(targetOf), via: how.via ?? [], hours: how.hours ?? [] };
}

function policy(id: string, en: string, zh: string, wanted: readonly Wanted[]): EscalationPolicy {
  const present = wanted.filter(({ targets }) => targets.length > 0);
  const steps = present.map(({ at, targets, via, hours }, n): EscalationStep => {
    return { afterMs: (at - (present[n - 1]?.at ?? 0)) * MINUTE_MS, targets, via, hours };
  });
  return { id, title: { en, zh }, steps, repeat: undefined, digestAt: undefined };
}

function route(match: Partial<Route['match']>, policyId: string): Route {
  return { match: { ...EVERYTHING, ...match }, policy: policyId, goesOn: false, children: [] };
}
