import type { Alarm, AlarmState } from '../domain/alarm.ts';
import { type ConditionState, type Episode, isActive, isOpen, isQuieted } from '../domain/condition-state.ts';
import type { LocalText } from '../domain/text.ts';
import type { Slot } from './condition-table.ts';

export const alarmId = (conditionId: string, episode: number): string => `${conditionId}~${episode}`;

/** Splits an episode id; undefined when it is not one. */
export function parseAlarmId(id: string): { conditionId: string; episode: number } | undefined {
  const match = /^(.+)~([1-9]\d{0,14})$/.exec(id);
  return match ? { conditionId: match[1]!, episode: Number(match[2]) } : undefined;
}

/** What is known of an alarm besides its state. */
export interface RecordContext {
  readonly workOrder: number | null;
  /** Open alarms beneath it. */
  readonly consequences: number;
}

/** The latest episode of a condition as people see it; null before the first. */
export function alarmRecord(slot: RecordSource, context: RecordContext): Alarm | null {
  const { condition, state, tag } = slot;
  const { episode, quality, isChattering } = state;
  if (!episode) return null;
  const { id: conditionId, class: alarmClass, kind, equipment, system, unit } = condition;
  const { number, occurrence, priority, value, limit, onsetAt, activeAt, annunciatedAt, returnedAt, closedAt } =
    episode;
  return {
    id: alarmId(conditionId, number),
    ...{ conditionId, episode: number, occurrence, state: shownState(state, episode), priority, class: alarmClass },
    ...{ kind, equipment, system, ...wording(slot, value) },
    ...(tag === undefined ? {} : { tag }),
    ...{ value, limit, unit, onsetAt, activeAt, annunciatedAt, returnedAt, closedAt, ...context },
    ...acknowledged(episode),
    ...quieted(state, episode),
    ...{ parent: episode.parent, firstOut: episode.firstOut, isChattering },
    unknownSince: isOpen(episode) && quality.state === 'bad' ? quality.since : null,
  };
}

type RecordSource = Pick<Slot, 'condition' | 'state' | 'tag' | 'explain'>;

/** A value that means something by itself, such as a fault code, is written out. */
function wording(
  { condition, explain }: RecordSource,
  value: number | null,
): Pick<Alarm, 'title' | 'consequence' | 'action'> {
  const { title, consequence, action } = condition;
  const explanation = explain(value);
  if (!explanation) return { title, consequence, action };
  return { title: joined(title, explanation.text), consequence, action: explanation.action ?? action };
}

const joined = (a: LocalText, b: LocalText): LocalText => ({ en: `${a.en}: ${b.en}`, zh: `${a.zh}：${b.zh}` });

function acknowledged({ acknowledgement }: Episode): Pick<Alarm, 'acknowledgedAt' | 'acknowledgedBy'> {
  if (acknowledgement.state === 'unacknowledged') return { acknowledgedAt: null, acknowledgedBy: null };
  return { acknowledgedAt: acknowledgement.at, acknowledgedBy: acknowledgement.by };
}

function quieted(
  { shelving, suppression }: ConditionState,
  episode: Episode,
): Pick<Alarm, 'shelvedUntil' | 'shelvedBy' | 'suppressedBy'> {
  const isShelved = isOpen(episode) && shelving.state !== 'unshelved';
  return {
    shelvedUntil: isShelved ? shelving.until : null,
    shelvedBy: isShelved ? shelving.by : null,
    suppressedBy: isOpen(episode) ? suppression.map(({ kind, key }) => ({ kind, key })) : [],
  };
}

/** Display state (ISA-18.2), the first that applies. A suppression whose release still waits is one all the same. */
function shownState(state: ConditionState, episode: Episode): AlarmState {
  if (!isOpen(episode)) return 'closed';
  if (state.service.state !== 'in-service') return 'out-of-service';
  if (state.suppression.length > 0 || state.deadlines.release !== null) return 'suppressed';
  if (state.shelving.state !== 'unshelved') return 'shelved';
  const isAcknowledged = episode.acknowledgement.state !== 'unacknowledged';
  if (episode.isLatched) return isAcknowledged ? 'latched-acknowledged' : 'latched-unacknowledged';
  if (!isActive(state)) return 'returned-unacknowledged';
  return isAcknowledged ? 'active-acknowledged' : 'active-unacknowledged';
}

/** Whether people see it: what is held back in case its cause shows is nobody's business yet. */
export const isSeen = ({ annunciatedAt, state }: Pick<Alarm, 'annunciatedAt' | 'state'>): boolean =>
  annunciatedAt !== null || state === 'suppressed' || state === 'shelved' || state === 'out-of-service';

/** Whether it can be seen that a condition has moved, though there be no event. */
export const isShownChange = (before: ConditionState, after: ConditionState): boolean =>
  isOpen(after.episode) &&
  (before.episode !== after.episode ||
    before.quality.state !== after.quality.state ||
    before.suppression !== after.suppression ||
    isQuieted(before) !== isQuieted(after));
