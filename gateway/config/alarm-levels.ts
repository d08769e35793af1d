import { type Priority, priority } from '../domain/alarm.ts';
import type { AlarmLevel } from '../domain/condition.ts';
import { durationMs } from '../domain/duration.ts';
import type { AlarmAttributes } from './alarm-schema.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';

/** What every level has that says nothing else. */
interface LevelBase {
  readonly priority: Priority;
  readonly onDelay: string;
  readonly offDelay: string;
}

type LevelName = AlarmLevel['name'];

/** The levels of a condition, from the mildest on; one that is named after a priority has it. `names` are those its kind makes of its options; without any there is one. */
export function levelsOf(
  names: readonly LevelName[],
  base: LevelBase,
  { levels = {} }: AlarmAttributes,
  origin: Origin,
  mistakes: MistakeList,
): readonly [AlarmLevel, ...AlarmLevel[]] {
  for (const name of Object.keys(levels)) {
    if (names.some((one) => one === name)) continue;
    const allowed = names.length > 0 ? names.join(', ') : 'none: it has one limit';
    mistakes.add(origin.locate(['levels', name], 'key'), `there is no level ${name}`, { allowed });
  }
  const [first = 'high', ...others] = names;
  const all = [
    levelOf(first, base, levels[first]),
    ...others.map((name) => levelOf(name, base, levels[name])),
  ] as const;
  for (const [n, level] of all.entries()) {
    const milder = all.slice(0, n).findLast((other) => isLow(other.name) === isLow(level.name));
    if (milder === undefined || level.priority <= milder.priority) continue;
    const place = origin.locate(levels[level.name] ? ['levels', level.name] : ['priority'], 'value');
    mistakes.add(
      place,
      `${level.name} is worse than ${milder.name}, but ${level.priority} is milder than ${milder.priority}`,
    );
  }
  return all;
}

const isLow = (name: LevelName): boolean => name.startsWith('low');

function levelOf(name: LevelName, base: LevelBase, own: NonNullable<AlarmAttributes['levels']>[LevelName]): AlarmLevel {
  return {
    name,
    priority: priority.safeParse(name).data ?? own?.priority ?? base.priority,
    onDelayMs: durationMs(own?.onDelay ?? base.onDelay),
    offDelayMs: durationMs(own?.offDelay ?? base.offDelay),
  };
}
