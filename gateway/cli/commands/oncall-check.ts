import type { OnCallPlan } from '../../domain/on-call.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { coverageFrom } from '../../notifications/on-call/coverage-watch.ts';
import { answer, readSiteFor } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { CONFIG, JSON_OUTPUT } from '../common-options.ts';
import { FILE_ALONE } from './oncall-who.ts';

export const oncallCheck = defineCommand({
  name: 'oncall check',
  summary: 'when nobody has a duty that alarms are told to, in the next 14 days, and who cannot be reached',
  details: `${FILE_ALONE} Exit code 1 when there is such a time, or somebody in the plan has no contact.`,
  options: { config: CONFIG, json: JSON_OUTPUT },
  async run(given, context) {
    const loaded = readSiteFor(given, context);
    if (typeof loaded === 'number') return loaded;
    const { onCall } = loaded;
    const { gaps } = coverageFrom(onCall, [], context.clock.nowMs());
    const silent = peopleWithoutContact(onCall);
    const ok = gaps.length === 0 && silent.length === 0;
    const zone = new ZoneOffsets(onCall.timeZone);
    const view = gaps.map(({ rotation, startsAt, endsAt }) => {
      return { rotation, startsAt: zone.text(startsAt), endsAt: zone.text(endsAt) };
    });
    context.warn(FILE_ALONE);
    answer(given, context, { ok, rotations: onCall.rotations.length, gaps: view, withoutContact: silent }, () => [
      ...view.map(({ rotation, startsAt, endsAt }) => `${rotation}: nobody from ${startsAt} to ${endsAt}`),
      ...silent.map((person) => `${person}: has no contact, so is never told`),
      ...(ok
        ? [`Rotations: ${onCall.rotations.length}. Somebody has every duty that is told of alarms, for 14 days.`]
        : []),
    ]);
    return ok ? 0 : 1;
  },
});

const peopleWithoutContact = ({ people }: OnCallPlan): readonly string[] =>
  people.filter(({ contacts }) => contacts.length === 0).map(({ id }) => id);
