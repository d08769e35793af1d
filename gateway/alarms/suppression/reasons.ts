import type { Condition, Suppressor, WeekHours } from '../../domain/condition.ts';
import type { SuppressionReason } from '../../domain/condition-state.ts';

/** Whether anything may keep a condition from people by design; what protects people and what is marked so never is. */
export const isSuppressible = (condition: Pick<Condition, 'class' | 'suppressible'>): boolean =>
  condition.suppressible && condition.class !== 'safety';

/** A suppressor of a condition and how it is called while it has an effect. */
export interface ConfiguredReason {
  readonly suppressor: Suppressor;
  readonly reason: SuppressionReason;
}

/** Everything that may keep a condition quiet, but for maintenance mode; nothing for what must not be. */
export function configuredReasons(condition: Condition): readonly ConfiguredReason[] {
  if (!isSuppressible(condition)) return [];
  const states = condition.suppressors.filter(({ kind }) => kind === 'equipment-state');
  return condition.suppressors.map((suppressor) => ({
    suppressor,
    reason: { kind: suppressor.kind, key: keyOf(condition, suppressor, states.indexOf(suppressor)) },
  }));
}

/** A state is called as its equipment; where a condition looks at several, those after the first are told apart by their point. */
function keyOf({ equipment }: Condition, suppressor: Suppressor, stateIndex: number): string {
  switch (suppressor.kind) {
    case 'parent':
    case 'superseded':
      return suppressor.condition;
    case 'equipment-state':
      return stateIndex === 0 ? equipment : `${equipment}#${suppressor.point}`;
    case 'schedule':
      return suppressor.hours.map(hoursText).join(', ');
  }
}

/** `1-5 08:00-18:00`; days are listed where they are no row. */
function hoursText({ days, from, to }: WeekHours): string {
  const isRow = days.length > 2 && days.every((day, index) => day === days[0]! + index);
  const shown = isRow ? `${days[0]}-${days.at(-1)}` : days.join(',');
  return `${shown} ${timeText(from)}-${timeText(to)}`;
}

const timeText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
