import type { MistakeList, Path, Place } from './mistakes.ts';
import { nearest } from './nearest.ts';
import type { Entry, SiteDraft } from './read-site.ts';
import { type Ring, ringsOf } from './rings.ts';
import type { EquipmentEntry } from './site-schema.ts';
import { isTimeZone } from './time-zone.ts';

/** Lists of the site file whose entries have an id. */
const NAMED_LISTS: readonly Path[] = [
  ['areas'],
  ['connections'],
  ['equipment'],
  ['energy', 'systems'],
  ['sinks'],
  ['notifications', 'channels'],
  ['onCall', 'people'],
  ['onCall', 'teams'],
  ['onCall', 'rotations'],
  ['onCall', 'policies'],
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
    for (const list of ['poweredBy', 'cooledBy', 'joins'] as const) {
      for (const [index, other] of (value[list] ?? []).entries()) {
        if (!equipment.includes(other)) mistakes.addUnknown(at(list, index), 'equipment', other, equipment);
      }
    }
    if (value.partOf !== undefined && !equipment.includes(value.partOf)) {
      mistakes.addUnknown(at('partOf'), 'equipment', value.partOf, equipment);
    }
    refuseOwnSelf(value, at, mistakes);
  }
  refuseCycles(draft, mistakes);
  checkTimeZone(draft, mistakes);
}

/** A switch joins two different buses, and nothing is drawn with itself. */
function refuseOwnSelf(value: EquipmentEntry, at: (step: string) => Place, mistakes: MistakeList): void {
  const { joins, partOf } = value;
  if (joins && joins[0] === joins[1]) mistakes.add(at('joins'), `joins "${joins[0]}" with itself`);
  if (partOf === value.id) mistakes.add(at('partOf'), `"${value.id}" is drawn with itself`);
}

const namesOf = (draft: SiteDraft, list: Path): string[] => draft.idsOf(list).map((entry) => entry.value);

function refuseRepeatedIds(draft: SiteDraft, list: Path, mistakes: MistakeList): void {
  const seen = new Set<string>();
  for (const { path, value } of draft.idsOf(list)) {
    if (seen.has(value)) mistakes.add(draft.origin.locate(path, 'value'), `the id "${value}" is used twice`);
    seen.add(value);
  }
}

/** How a ring of each list is told. */
const RINGS = { poweredBy: 'feeds itself', cooledBy: 'cools itself', communicatesVia: 'is connected through itself' };
type Link = keyof typeof RINGS;

/** Each ring of who feeds, cools or carries whom is reported once, at the link that closes it. */
function refuseCycles(draft: SiteDraft, mistakes: MistakeList): void {
  const byId = new Map(draft.equipment.map((entry) => [entry.value.id, entry]));
  for (const link of ['poweredBy', 'cooledBy', 'communicatesVia'] as const) {
    const rings = ringsOf([...byId.keys()], (id) => byId.get(id)?.value[link] ?? []);
    for (const ring of rings) reportRing(ring, link, byId, draft, mistakes);
  }
}

function reportRing(
  { from, to, nodes }: Ring,
  link: Link,
  byId: ReadonlyMap<string, Entry<EquipmentEntry>>,
  draft: SiteDraft,
  mistakes: MistakeList,
): void {
  const { path, value } = byId.get(from)!;
  const place = draft.origin.locate([...path, link, value[link].indexOf(to)], 'value');
  mistakes.add(place, `${RINGS[link]}: ${nodes.join(' ← ')}`);
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
