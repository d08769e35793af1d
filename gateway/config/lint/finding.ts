import type { Condition } from '../../domain/condition.ts';
import type { Point } from '../../domain/point.ts';
import type { Path } from '../mistakes.ts';

/** Something about an alarm that is wrong or doubtful, and the key of the alarm it lies with. */
export interface Finding {
  readonly at: Path;
  readonly message: string;
}

/** What a rule may look at. */
export interface Watched {
  readonly condition: Condition;
  /** The point it is judged on; absent for a device. */
  readonly point: Point | undefined;
}

/** One thing to look for in every alarm; nothing when it is not there. */
export type Rule = (watched: Watched) => Finding | undefined;

/** Where a level's delay is written: the first level has the alarm's own. */
export function delayPath(condition: Condition, level: number): Path {
  return level === 0 ? ['onDelay'] : ['levels', condition.levels[level]?.name ?? '', 'onDelay'];
}
