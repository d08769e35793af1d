import { dirname } from 'node:path';
import type { AlarmSettings } from '../domain/alarm-settings.ts';
import type { DeliverySettings } from '../domain/delivery-settings.ts';
import type { DutyPlan } from '../domain/duty/plan.ts';
import type { OnCallPlan } from '../domain/on-call.ts';
import type { Site } from '../domain/site.ts';
import type { ChannelDefinition } from '../ports/channel.ts';
import type { ConditionDefinition } from '../ports/condition.ts';
import type { DriverDefinition } from '../ports/driver.ts';
import type { ExpressionLanguage } from '../ports/expression.ts';
import { alarmSettingsOf } from './alarm-section.ts';
import { checkDisplay } from './check-display.ts';
import { checkHeartbeats } from './check-heartbeats.ts';
import { deliverySettingsOf } from './delivery-section.ts';
import { resolveDuty } from './duty-section.ts';
import { type Mistake, MistakeList } from './mistakes.ts';
import { within } from './origin.ts';
import { type Plant, PlantBuilder } from './plant-builder.ts';
import { readSite, type SiteDraft } from './read-site.ts';
import { type LoadedChannel, resolveChannels } from './resolve-channels.ts';
import { type OnCallParts, resolveOnCall } from './resolve-on-call.ts';
import { resolveReferences } from './resolve-references.ts';
import type { HttpSettings, RetentionSettings, SinkSettings, SiteFile } from './site-schema.ts';
import type { Surroundings } from './substitute.ts';

/** What loading needs: the site file, the plugins it may name, and a way to read files. */
export interface LoadOptions extends Surroundings {
  readonly file: string;
  readonly equipmentFolder: string;
  readonly drivers: readonly DriverDefinition[];
  readonly conditions: readonly ConditionDefinition[];
  readonly channels: readonly ChannelDefinition[];
  readonly expressions: ExpressionLanguage;
  /** Names of the files in a folder; empty when it cannot be read. */
  listFiles(folder: string): readonly string[];
}

/** A whole site, ready to run. */
export interface LoadedSite {
  readonly site: Site;
  readonly http: HttpSettings;
  readonly retention: RetentionSettings;
  readonly sinks: readonly SinkSettings[];
  readonly channels: readonly LoadedChannel[];
  readonly alarms: AlarmSettings;
  /** Who is told of what; of a site without `onCall` the plan of its channels. */
  readonly onCall: OnCallPlan;
  readonly delivery: DeliverySettings;
  readonly duty: DutyPlan;
  /** The site file this came from. */
  readonly file: string;
  /** The files it includes. */
  readonly included: readonly string[];
}

/** Every mistake at once, or a site without any. Warnings are doubtful but harmless. */
export type LoadResult =
  | { readonly ok: true; readonly value: LoadedSite; readonly warnings: readonly Mistake[] }
  | { readonly ok: false; readonly mistakes: readonly Mistake[]; readonly warnings: readonly Mistake[] };

/** Reads a site file and the templates it uses. Never throws for what stands in a file. */
export function loadSite(options: LoadOptions): LoadResult {
  const mistakes = new MistakeList();
  const warnings = new MistakeList();
  const draft = readDraft(options, mistakes);
  const plant = draft && expandPlant(draft, options, mistakes, warnings);
  const channels = draft ? resolveChannels(draft, options.channels, mistakes) : [];
  if (draft) checkHeartbeats(draft, mistakes);
  if (draft?.file && plant) checkDisplay(draft.file.site.display.order, plant.equipment, draft.origin, mistakes);
  const onCall = draft && resolveOnCall(onCallParts(draft, options, channels, plant), mistakes, warnings);
  if (mistakes.count > 0 || plant === undefined || onCall === undefined || draft?.file === undefined) {
    return { ok: false, mistakes: mistakes.all(), warnings: warnings.all() };
  }
  const { http, retention, sinks } = draft.file;
  const site = siteOf(draft.file, plant);
  const origin = within(draft.origin, ['duty']);
  const files = { ...options, folder: dirname(options.equipmentFolder) };
  const duty = resolveDuty(draft.file.duty, {
    ...{ site, onCall, files, origin, mistakes, warnings },
    expressions: options.expressions,
  });
  if (mistakes.count > 0) return { ok: false, mistakes: mistakes.all(), warnings: warnings.all() };
  const { included } = draft;
  const alarms = alarmSettingsOf(draft.alarms);
  const delivery = deliverySettingsOf(draft.file.notifications);
  const value = {
    site,
    http,
    retention,
    sinks,
    channels,
    alarms,
    onCall,
    delivery,
    duty,
    file: options.file,
    included,
  };
  return { ok: true, value, warnings: warnings.all() };
}

function readDraft(options: LoadOptions, mistakes: MistakeList): SiteDraft | undefined {
  try {
    return readSite(options.file, options.readText(options.file), options, mistakes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    mistakes.add({ file: options.file, line: 1, column: 1, path: '' }, `cannot be read: ${reason}`);
    return undefined;
  }
}

function expandPlant(draft: SiteDraft, options: LoadOptions, mistakes: MistakeList, warnings: MistakeList): Plant {
  resolveReferences(draft, mistakes);
  const builder = new PlantBuilder(draft, options, mistakes, warnings);
  for (const entry of draft.equipment) builder.add(entry);
  return builder.finish();
}

function onCallParts(
  draft: SiteDraft,
  options: LoadOptions,
  channels: readonly LoadedChannel[],
  plant: Plant | undefined,
): OnCallParts {
  const kinds = options.conditions.map(({ kind }) => kind);
  const conditions = plant?.conditions.map(({ id }) => id) ?? [];
  return { draft, channels, definitions: options.channels, kinds, conditions };
}

function siteOf({ site, areas }: SiteFile, plant: Plant): Site {
  const { id, name, timeZone, publicUrl, display } = site;
  return { id, name, timeZone, publicUrl, display, areas, ...plant };
}
