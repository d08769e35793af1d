import type { Priority } from '../../domain/alarm.ts';
import type { DutyOverride, OnCallPlan, Person, Target } from '../../domain/on-call.ts';
import { onDutyAt } from '../on-call/duty-turns.ts';
import { quietUntil } from '../on-call/quiet-hours.ts';

/** One address that is told. */
export interface Recipient {
  /** Person id; empty for a group or a machine. */
  readonly person: string;
  readonly channel: string;
  readonly address: string;
  readonly language: 'en' | 'zh' | 'both';
  /** The person is not to be disturbed before; 0: at once. */
  readonly quietUntil: number;
  /** Which of the person's addresses in the channel. */
  readonly ordinal: number;
}

/** What whoever is told depends on, at this very moment. */
export interface DutyMoment {
  readonly plan: OnCallPlan;
  readonly overrides: readonly DutyOverride[];
  readonly at: number;
}

/** What is told, as far as it matters to whom. */
export interface Urgency {
  readonly priority: Priority;
  /** Channels of a person to use; empty, or none that he has: all of his. */
  readonly via: readonly string[];
}

export interface Resolution {
  readonly recipients: readonly Recipient[];
  /** People were meant and none can be reached; or nobody at all was meant. */
  readonly isUnroutable: boolean;
}

/** Who is told when these targets are told now. Each address once. */
export function resolveTargets(duty: DutyMoment, targets: readonly Target[], urgency: Urgency): Resolution {
  const people = new Set(targets.flatMap((target) => peopleOf(duty, target)));
  const persons = [...people].flatMap((id) => contactsOf(duty, id, urgency));
  const groups = new Set(targets.flatMap((target) => (target.kind === 'channel' ? [target.channel] : [])));
  const meansPeople = targets.some(({ kind }) => kind !== 'channel');
  return {
    recipients: [...persons, ...[...groups].map(groupOf)],
    isUnroutable: persons.length === 0 && (meansPeople || groups.size === 0),
  };
}

/** The site's duty contact; where that is nobody, everybody: an alarm that reaches too many is better than one that reaches none. */
export function resolveSiteDuty(duty: DutyMoment, priority: Priority): readonly Recipient[] {
  const urgency = { priority, via: [] };
  const { recipients, isUnroutable } = resolveTargets(duty, duty.plan.siteDuty, urgency);
  if (!isUnroutable) return recipients;
  return [...duty.plan.people.flatMap(({ id }) => contactsOf(duty, id, urgency)), ...recipients];
}

function peopleOf(duty: DutyMoment, target: Target): readonly string[] {
  const { plan, overrides, at } = duty;
  switch (target.kind) {
    case 'person':
      return [target.person];
    case 'rotation': {
      const rotation = plan.rotations.find(({ id }) => id === target.rotation);
      return rotation ? onDutyAt(plan, rotation, overrides, at) : [];
    }
    case 'team':
      return teamOf(duty, target.team);
    case 'channel':
      return [];
  }
}

/** Members who are there; for each who was taken out of a duty a deputy; deputies alone where no member is there. */
function teamOf(duty: DutyMoment, id: string): readonly string[] {
  const team = duty.plan.teams.find((one) => one.id === id);
  if (!team) return [];
  const away = awayAt(duty);
  const present = team.members.filter((member) => !away.has(member));
  const missing = team.members.length - present.length;
  const deputies = team.deputies.filter((deputy) => !away.has(deputy) && !present.includes(deputy));
  return [...present, ...deputies.slice(0, present.length === 0 ? deputies.length : missing)];
}

/** Who was taken out of the duty for now, by name. */
function awayAt({ overrides, at }: DutyMoment): ReadonlySet<string> {
  const present = overrides.filter(({ kind, from, to }) => kind !== 'add' && from <= at && at < to);
  return new Set(present.flatMap(({ instead }) => instead ?? []));
}

function contactsOf(duty: DutyMoment, id: string, { priority, via }: Urgency): readonly Recipient[] {
  const person = duty.plan.people.find((one) => one.id === id);
  if (!person) return [];
  const until = quietUntil(person, priority, duty.plan.timeZone, duty.at);
  const counts = new Map<string, number>();
  return chosenContacts(person, via).map(({ channel, address }) => {
    const ordinal = counts.get(channel) ?? 0;
    counts.set(channel, ordinal + 1);
    return { person: id, channel, address, language: person.language, quietUntil: until, ordinal };
  });
}

function chosenContacts({ contacts }: Person, via: readonly string[]): Person['contacts'] {
  const chosen = contacts.filter(({ channel }) => via.includes(channel));
  return chosen.length > 0 ? chosen : contacts;
}

const groupOf = (channel: string): Recipient => ({
  ...{ person: '', channel, address: '', language: 'both', quietUntil: 0, ordinal: 0 },
});
