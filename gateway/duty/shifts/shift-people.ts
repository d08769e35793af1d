import type { ShiftPerson } from '../../domain/duty/shifts/shift.ts';
import type { DutyTurn } from '../../ports/on-call-service.ts';

/** Who has the duty of a rotation in a stretch of time: overrides and deputies in it, each cut to the stretch, in order. */
export function shiftPeople(
  turns: readonly DutyTurn[],
  rotation: string,
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
): readonly ShiftPerson[] {
  return turns
    .filter((turn) => turn.rotation === rotation && turn.startsAt < endsAt && turn.endsAt > startsAt)
    .map(({ person, name, because, ...turn }) => ({
      ...{ person, name, because },
      ...{ startsAt: Math.max(startsAt, turn.startsAt), endsAt: Math.min(endsAt, turn.endsAt) },
    }));
}

/** Whether the same people come for the same time. */
export const arePeopleSame = (a: readonly ShiftPerson[], b: readonly ShiftPerson[]): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index];
    return one.person === other?.person && one.startsAt === other.startsAt && one.endsAt === other.endsAt;
  });
