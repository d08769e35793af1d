import type { AlarmEventType } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-input.ts';
import type { SystemEvent } from '../ports/alarm-repository.ts';

/** What one occurrence and level of an episode can go through only once, whatever the time it is told at. */
const ONCE: ReadonlySet<AlarmEventType> = new Set([
  'activated',
  'annunciated',
  'returned',
  'realarmed',
  'level-raised',
  'closed',
]);

/**
 * What makes storing an event twice impossible. `owner` is the episode, or the condition where there is none. A machine event happens once per
 * occurrence and level; what a person does, and what may come and go, is kept each time: `savedMono`, that of its transition, tells one time from another
 * when the wall clock does not.
 */
export function journalKey(owner: string, event: StepEvent, savedMono: number): string {
  const { type, occurrence, level, actor, via, at, reason, note } = event;
  const key = `${owner}/${occurrence}/${level}/${type}`;
  if (actor === 'system' && ONCE.has(type)) return key;
  return [key, at, savedMono, actor, via, reason, note].filter((part) => part !== null).join('/');
}

export const systemEventKey = ({ type, at, actor, note }: SystemEvent): string =>
  `${type}/${at}/${actor}${note === null ? '' : `/${note}`}`;
