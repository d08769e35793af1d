import type { MistakeList } from './mistakes.ts';
import type { OnCallSection, RotationEntry } from './on-call-schema.ts';
import { type Origin, within } from './origin.ts';
import { isTimeZone } from './time-zone.ts';

/** What a rotation must have to mean something: a zone, somebody in turn, and somebody or nobody for each shift. */
export function checkRotations({ rotations }: OnCallSection, origin: Origin, mistakes: MistakeList): void {
  for (const [index, rotation] of rotations.entries()) {
    const own = within(origin, ['rotations', index]);
    const { timeZone } = rotation;
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      mistakes.add(own.locate(['timeZone'], 'value'), `${JSON.stringify(timeZone)} is not a time zone`);
    }
    checkTurns(rotation, own, mistakes);
  }
}

function checkTurns({ members, every, pattern }: RotationEntry, origin: Origin, mistakes: MistakeList): void {
  if (pattern === undefined) {
    if (members.length === 0) mistakes.add(origin.locate(['members'], 'value'), 'nobody takes a turn');
    return;
  }
  const strange = members.length > 0 ? 'members' : every && 'every';
  if (strange) mistakes.add(origin.locate([strange], 'value'), `a rotation with a pattern has no ${strange}`);
  for (const [day, shifts] of pattern.days.entries()) {
    if (shifts.length === pattern.shifts.length) continue;
    const place = origin.locate(['pattern', 'days', day], 'value');
    mistakes.add(place, `names ${shifts.length} of ${pattern.shifts.length} shifts`, {
      allowed: 'a person or null for each',
    });
  }
}
