import type { AlarmEvent } from '../../domain/alarm.ts';

/** A row about one condition. */
export type ConditionEvent = AlarmEvent & { readonly conditionId: string };

export const isAboutCondition = (event: AlarmEvent): event is ConditionEvent => event.conditionId !== null;

const COUNTED: readonly AlarmEvent['type'][] = ['annunciated', 'realarmed', 'level-raised'];

/** What reached the list of a person: an annunciation for any reason, coming again, becoming worse. What happened beneath a shelf or a suppression did not. */
export const isCounted = ({ type, annunciation }: AlarmEvent): boolean =>
  annunciation !== null && COUNTED.includes(type);

const ACTED: readonly AlarmEvent['type'][] = [
  ...(['acknowledged', 'confirmed', 'reset', 'shelved', 'commented', 'ticked', 'out-of-service', 'disabled'] as const),
];

/** A person did something about the alarm. */
export const isOperatorAction = ({ type, actor }: AlarmEvent): boolean => actor !== 'system' && ACTED.includes(type);

/** Every type of row that a figure depends on. */
export const PERFORMANCE_TYPES: readonly AlarmEvent['type'][] = [
  ...(['activated', 'returned', 'closed', 'chatter-started', 'unshelved', 'in-service', 'suppressed'] as const),
  ...(['config-changed', ...COUNTED, ...ACTED] as const),
];

/** Rows about shelving and service: the only ones that matter from before the range. */
export const QUIET_TYPES: readonly AlarmEvent['type'][] = [
  ...(['shelved', 'unshelved', 'out-of-service', 'disabled', 'in-service'] as const),
];
