import type { MistakeList, Path } from './mistakes.ts';
import { nearest } from './nearest.ts';
import type { SiteDraft } from './read-site.ts';

/** Lists of the site file whose entries have an id. */
const NAMED_LISTS: readonly Path[] = [
  ['areas'],
  ['connections'],
  ['equipment'],
  ['energy', 'systems'],
  ['sinks'],
  ['notifications', 'channels'],
];

/** Everything in a site file that names something else in it, and everything named twice. */
export function resolveReferences(draft: SiteDraft, mistakes: MistakeList): void {
  for (const list of NAMED_LISTS) refuseRepeatedIds(draft, list, mistakes);
  const areas = namesOf(draft, ['areas']);
  const connections = namesOf(draft, ['connections']);
  const equipment = namesOf(draft, ['equipment']);
  for (const { path, value } of draft.equipment) {
    const at = (...steps: (string | number)[]) => draft.origin.locate([...path, ...steps], 'value');
    if (!areas.includes(value.area)) mistakes.addUnknown(at('area'), 'area', value.area, areas);
    if (!connections.includes(value.connection)) {
      mistakes.addUnknown(at('connection'), 'connection', value.connection, connections);
    }
    for (const [index, feeder] of value.poweredBy.entries()) {
      if (!equipment.includes(feeder)) mistakes.addUnknown(at('poweredBy', index), 'equipment', feeder, equipment);
    }
  }
  refuseCycles(draft, mistakes);
  checkTimeZone(draft, mistakes);
}

const namesOf = (draft: SiteDraft, list: Path): string[] => draft.idsOf(list).map((entry) => entry.value);

function refuseRepeatedIds(draft: SiteDraft, list: Path, mistakes: MistakeList): void {
  const seen = new Set<string>();
  for (const { path, value } of draft.idsOf(list)) {
    if (seen.has(value)) mistakes.add(draft.origin.locate(path, 'value'), `the id "${value}" is used twice`);
    seen.add(value);
  }
}

/** Follows who feeds whom; each ring is reported once, at the link that closes it. */
function refuseCycles(draft: SiteDraft, mistakes: MistakeList): void {
  const byId = new Map(draft.equipment.map((entry) => [entry.value.id, entry]));
  const finished = new Set<string>();
  const follow = (id: string, chain: readonly string[]): void => {
    const entry = byId.get(id);
    if (entry === undefined || finished.has(id)) return;
    for (const [index, feeder] of entry.value.poweredBy.entries()) {
      const start = [...chain, id].indexOf(feeder);
      if (start < 0) {
        follow(feeder, [...chain, id]);
        continue;
      }
      const ring = [...chain.slice(start), id, feeder].join(' ← ');
      mistakes.add(draft.origin.locate([...entry.path, 'poweredBy', index], 'value'), `feeds itself: ${ring}`);
    }
    finished.add(id);
  };
  for (const id of byId.keys()) follow(id, []);
}

function checkTimeZone(draft: SiteDraft, mistakes: MistakeList): void {
  const zone = draft.file?.site.timeZone;
  if (zone === undefined || isTimeZone(zone)) return;
  const suggestion = nearest(zone, Intl.supportedValuesOf('timeZone'));
  const value = JSON.stringify(zone);
  mistakes.add(draft.origin.locate(['site', 'timeZone'], 'value'), `${value} is not a time zone`, {
    value,
    allowed: 'a name such as Asia/Shanghai',
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
