import type { OnCallPlan } from '../../domain/on-call.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { dutyTurns } from '../../notifications/on-call/duty-turns.ts';
import type { DutyTurn } from '../../ports/on-call-service.ts';
import { answer, readSiteFor, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { CONFIG, JSON_OUTPUT } from '../common-options.ts';
import { MOMENT_HELP, readMoment } from '../log/moment.ts';
import { textTable } from '../text-table.ts';

const AHEAD_MS = 14 * 86_400_000;

/** What was changed on the screens is not in the site file. */
export const FILE_ALONE = 'By the site file alone: changes of the duty made on the screens are not in it.';

export const oncallWho = defineCommand({
  name: 'oncall who',
  summary: 'who has the duty of each rotation of a site file, until when, and how to reach them',
  details: `${FILE_ALONE} node gateway/main.ts oncall who --config site.yaml --at 2026-10-25T01:30:00+01:00`,
  options: {
    config: CONFIG,
    json: JSON_OUTPUT,
    at: { type: 'string', value: 'TIME', help: `now, unless given: ${MOMENT_HELP}` },
  },
  async run(given, context) {
    const loaded = readSiteFor(given, context);
    if (typeof loaded === 'number') return loaded;
    const nowMs = context.clock.nowMs();
    const at = given.at === undefined ? nowMs : readMoment(given.at, nowMs);
    if (at === undefined) return refuse(given, context, `--at ${given.at}: give ${MOMENT_HELP}`, 2);
    const duties = dutiesAt(loaded.onCall, at);
    context.warn(FILE_ALONE);
    answer(given, context, { ok: true, at: new Date(at).toISOString(), rotations: duties.map(viewDuty) }, () => [
      ...dutyLines(loaded.onCall, duties),
    ]);
    return 0;
  },
});

interface Duty {
  readonly rotation: string;
  readonly people: readonly DutyTurn[];
  readonly next: DutyTurn | undefined;
}

const dutiesAt = (plan: OnCallPlan, at: number): readonly Duty[] =>
  plan.rotations.map((rotation) => {
    const turns = dutyTurns(plan, rotation, [], at, at + AHEAD_MS);
    const people = turns.filter(({ startsAt }) => startsAt <= at);
    return { rotation: rotation.id, people, next: turns.find(({ startsAt }) => startsAt > at) };
  });

const viewTurn = ({ person, name, startsAt, endsAt }: DutyTurn) => ({
  ...{ person, name, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() },
});

const viewDuty = ({ rotation, people, next }: Duty) => ({
  ...{ rotation, people: people.map(viewTurn), next: next ? viewTurn(next) : null },
});

function dutyLines(plan: OnCallPlan, duties: readonly Duty[]): readonly string[] {
  if (duties.length === 0) return ['The site file has no rotations.'];
  const zone = new ZoneOffsets(plan.timeZone);
  const time = (ms: number): string =>
    zone
      .text(ms)
      .replace('T', ' ')
      .replace(/:\d\d\.\d{3}/, '');
  const rows = duties.flatMap(({ rotation, people, next }) => {
    const after = next ? `${next.name} from ${time(next.startsAt)}` : '';
    if (people.length === 0) return [[rotation, 'NOBODY', '', '', after]];
    return people.map(({ person, name, endsAt }) => [rotation, name, time(endsAt), contactsOf(plan, person), after]);
  });
  return textTable([['rotation', 'who', 'until', 'reached by', 'then'], ...rows]);
}

function contactsOf({ people }: OnCallPlan, id: string): string {
  const contacts = people.find((person) => person.id === id)?.contacts ?? [];
  return contacts.map(({ channel, address }) => `${channel} ${address}`.trim()).join(', ');
}
