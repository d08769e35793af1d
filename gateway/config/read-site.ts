import { z } from 'zod';
import { check } from './check.ts';
import { joinIncluded, type SiteFiles } from './include.ts';
import type { MistakeList, Path } from './mistakes.ts';
import { type Origin, originOf } from './origin.ts';
import {
  type ChannelEntry,
  type ConnectionEntry,
  type EnergyEntry,
  type EquipmentEntry,
  type OnCallEntry,
  type SiteFile,
  siteFileSchema,
  siteParts,
} from './site-schema.ts';
import { substitute } from './substitute.ts';
import { readYaml } from './yaml-source.ts';

/** One item of a list in the site file that is right in itself, and where it stands. */
export interface Entry<T> {
  readonly path: Path;
  readonly value: T;
}

/** As much of a site file as could be understood. */
export interface SiteDraft {
  readonly origin: Origin;
  /** The files that it includes; their entries are among those below. */
  readonly included: readonly string[];
  /** The whole file; absent as soon as anything in it has the wrong shape. */
  readonly file: SiteFile | undefined;
  readonly scan: SiteFile['scan'];
  readonly writes: SiteFile['writes'];
  readonly areas: readonly Entry<SiteFile['areas'][number]>[];
  readonly connections: readonly Entry<ConnectionEntry>[];
  readonly equipment: readonly Entry<EquipmentEntry>[];
  readonly total: readonly Entry<string>[];
  readonly energySystems: readonly Entry<EnergyEntry>[];
  readonly sinks: readonly Entry<SiteFile['sinks'][number]>[];
  readonly channels: readonly Entry<ChannelEntry>[];
  readonly alarms: SiteFile['alarms'];
  /** Absent also when its shape is wrong. */
  readonly onCall: OnCallEntry | undefined;
  /** Every id written under a list, also those of entries that are otherwise wrong. */
  idsOf(path: Path): readonly Entry<string>[];
}

/** Reads and checks the shape of a site file; entries with mistakes are left out, so that the others can be checked further. */
export function readSite(file: string, text: string, files: SiteFiles, mistakes: MistakeList): SiteDraft | undefined {
  const source = readYaml(file, text, mistakes);
  if (source === undefined) return undefined;
  const own = substitute(source, files, mistakes);
  const joined = joinIncluded(file, own.value, originOf(source, own.hidden), files, mistakes);
  const { value, origin, included } = joined;
  const whole = check(siteFileSchema, value, origin, mistakes);
  const scan = siteParts.scan.safeParse(valueAt(value, ['scan']) ?? {});
  const writes = siteParts.writes.safeParse(valueAt(value, ['writes']) ?? {});
  const alarms = siteParts.alarms.safeParse(valueAt(value, ['alarms']) ?? {});
  return {
    origin,
    included,
    file: whole,
    scan: scan.success ? scan.data : siteParts.scan.parse({}),
    writes: writes.success ? writes.data : siteParts.writes.parse({}),
    areas: entries(siteParts.area, value, ['areas']),
    connections: entries(siteParts.connection, value, ['connections']),
    equipment: entries(siteParts.equipment, value, ['equipment']),
    total: entries(z.string(), value, ['energy', 'total']),
    energySystems: entries(siteParts.energyGroup, value, ['energy', 'systems']),
    sinks: entries(siteParts.sink, value, ['sinks']),
    channels: entries(siteParts.channel, value, ['notifications', 'channels']),
    alarms: alarms.success ? alarms.data : siteParts.alarms.parse({}),
    onCall: siteParts.onCall.optional().safeParse(valueAt(value, ['onCall'])).data,
    idsOf: (path) => idsOf(value, path),
  };
}

function entries<T>(schema: z.ZodType<T>, root: unknown, path: Path): Entry<T>[] {
  return listAt(root, path).flatMap((item, index) => {
    const result = schema.safeParse(item);
    return result.success ? [{ path: [...path, index], value: result.data }] : [];
  });
}

function idsOf(root: unknown, path: Path): Entry<string>[] {
  return listAt(root, path).flatMap((item, index) => {
    const id = valueAt(item, ['id']);
    return typeof id === 'string' ? [{ path: [...path, index, 'id'], value: id }] : [];
  });
}

function listAt(root: unknown, path: Path): readonly unknown[] {
  const list = valueAt(root, path);
  return Array.isArray(list) ? list : [];
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((current, step) => {
    return typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  }, root);
}
