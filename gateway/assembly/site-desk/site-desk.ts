import { driverContext } from '../../acquisition/make-link.ts';
import { endpointOf } from '../../acquisition/plant-status.ts';
import { RehearsalRun } from '../../alarms/rehearsal/rehearse.ts';
import { rehearseHistory } from '../../alarms/rehearsal/rehearse-history.ts';
import { valueAt } from '../../config/edit/edit-step.ts';
import { isJsonMap, type Json } from '../../config/edit/render-yaml.ts';
import { placesOf } from '../../config/edit/yaml-place.ts';
import type { LoadedSite } from '../../config/load.ts';
import type { Condition } from '../../domain/condition.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { SiteEdit } from '../../domain/site-edit.ts';
import { countingOverrides } from '../../notifications/on-call/counting-overrides.ts';
import { toldSteps } from '../../notifications/routing/told-steps.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OnCallService } from '../../ports/on-call-service.ts';
import type { Rehearsal, SiteDesk, SiteOutline, TestRead, ToldQuestion, ToldSteps } from '../../ports/site-desk.ts';
import { limitsOf } from './limits.ts';
import { settingForms } from './setting-forms.ts';
import type { SiteFile } from './site-file.ts';
import { listTemplates, templateDetail } from './templates.ts';
import { isSerialLine, testRead } from './test-read.ts';

const DAY_MS = 86_400_000;
/** How far back an alarm is rehearsed. */
const REHEARSED_MS = 30 * DAY_MS;
/** A stored value holds until the second record that did not come. */
const HOLD_MS = 10 * 60_000;

export interface SiteDeskParts {
  readonly file: SiteFile;
  readonly history: HistoryReader;
  readonly onCall: Pick<OnCallService, 'overrides'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The site file at the desk of one version of the site: with its history and its duty. */
export function createSiteDesk(parts: SiteDeskParts): SiteDesk {
  const { file } = parts;
  const { options } = file.source;
  const reads = new OneAtATime();
  const rehearsals = new OneAtATime();
  return {
    state: () => file.state(),
    outline: async () => outlineOf(parts),
    templates: async () => listTemplates(options),
    template: async (name) => templateDetail(options, name),
    limits: async (equipment) => limitsOf({ options, loaded: file.running, written: writtenIn(file) }, equipment),
    check: async (edits) => done(file.check(edits)),
    save: (wish) => file.save(wish),
    changes: (limit) => file.changes(limit),
    testRead: (edits, equipment) => reads.run(() => readMachine(parts, edits, equipment)),
    rehearse: (edits, condition) => rehearsals.run(() => rehearseEdits(parts, edits, condition)),
    whoIsTold: (edits, question) => whoIsTold(parts, edits, question),
  };
}

/** Lets one pass, and refuses whoever comes meanwhile. */
class OneAtATime {
  private isBusy = false;

  async run<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (this.isBusy) return refused('REQUEST_TOO_MANY');
    this.isBusy = true;
    try {
      return await work();
    } finally {
      this.isBusy = false;
    }
  }
}

const writtenIn = (file: SiteFile): readonly Json[] =>
  [...file.texts().values()].flatMap((text) => placesOf(text)?.value ?? []);

function outlineOf({ file, clock, logger }: SiteDeskParts): SiteOutline {
  const { running, source } = file;
  const { site, channels } = running;
  const onCall = valueAt(writtenIn(file)[0] ?? null, ['onCall']);
  return {
    areas: site.areas,
    connections: site.connections.map((connection) => {
      const { id, driver: kind, config, devices } = connection;
      const driver = source.options.drivers.find((one) => one.kind === kind);
      const context = driverContext(connection, { site, clock, logger, stateFolder: undefined });
      const line = driver !== undefined && isSerialLine(driver, context);
      return { id, driver: kind, endpoint: endpointOf(config), devices: devices.length, isSerialLine: line };
    }),
    channels: channels.map(({ id, kind }) => {
      const definition = source.options.channels.find((one) => one.kind === kind);
      return { id, kind, takesAddress: definition?.address !== undefined };
    }),
    channelKinds: source.options.channels.map(({ kind, title, optionsSchema, secrets }) => {
      return { kind, title, forms: settingForms(optionsSchema, secrets) };
    }),
    onCall: isJsonMap(onCall) ? onCall : {},
  };
}

async function readMachine(parts: SiteDeskParts, edits: readonly SiteEdit[], id: string): Promise<Outcome<TestRead>> {
  const { file, clock, logger } = parts;
  const loaded = file.load(edits);
  if (!loaded.ok) return loaded;
  const { site } = loaded.value;
  const machine = site.equipment.find((one) => one.id === id);
  if (machine === undefined) return refused('EQUIPMENT_NOT_FOUND');
  const { drivers } = file.source.options;
  return done(await testRead(site, machine, { drivers, running: file.running.site, clock, logger }));
}

async function rehearseEdits(
  { file, history, clock }: SiteDeskParts,
  edits: readonly SiteEdit[],
  id: string,
): Promise<Outcome<Rehearsal>> {
  const next = file.load(edits);
  if (!next.ok) return next;
  const present = runOf(file, file.running, id);
  const changed = runOf(file, next.value, id);
  const tag = present?.tag ?? changed?.tag;
  if (tag === undefined) return refused('RESOURCE_NOT_FOUND', 'no alarm of that name is judged on stored samples');
  const runs = [present, changed].flatMap((one) => one?.run ?? []);
  const to = clock.nowMs();
  const past = await rehearseHistory(history, tag, runs, { from: to - REHEARSED_MS, to });
  return done({
    ...{ startsAt: past.from, endsAt: past.to, samples: past.samples },
    ...{ present: present?.run.result() ?? null, changed: changed?.run.result() ?? null },
  });
}

/** A condition ready to be run over its past; undefined where it is off, or where the past it needs is not what was stored. */
function runOf(file: SiteFile, { site }: LoadedSite, id: string) {
  const condition = site.conditions.find((one) => one.id === id);
  const definition = file.source.options.conditions.find(({ kind }) => kind === condition?.kind);
  if (condition?.watches.what !== 'point' || definition === undefined || definition.derive) return undefined;
  const tag = site.points[condition.watches.point]!.tag;
  return { tag, run: new RehearsalRun(definition, condition, Math.max(HOLD_MS, 3 * condition.periodMs)) };
}

async function whoIsTold(
  { file, onCall }: SiteDeskParts,
  edits: readonly SiteEdit[],
  { condition: id, priority, at }: ToldQuestion,
): Promise<Outcome<ToldSteps>> {
  const next = file.load(edits);
  if (!next.ok) return next;
  const { site, onCall: plan } = next.value;
  const condition = site.conditions.find((one) => one.id === id);
  if (condition === undefined) return refused('RESOURCE_NOT_FOUND');
  const overrides = countingOverrides(await onCall.overrides(at, at + DAY_MS));
  const equipmentClass = site.equipment.find((one) => one.id === condition.equipment)?.class;
  const alarm = { ...subjectOf(condition), priority: priority ?? condition.priority };
  return done(toldSteps(plan, overrides, { alarm, equipmentClass, at }));
}

const subjectOf = ({ id, class: own, system, equipment, kind }: Condition) => ({
  ...{ conditionId: id, class: own, system, equipment, kind },
});
