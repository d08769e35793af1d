import type { EquipmentClass } from './equipment.ts';

/** What the topology needs to know of a piece of equipment. */
export interface PoweredEquipment {
  readonly id: string;
  readonly class: EquipmentClass;
  readonly poweredBy: readonly string[];
  readonly joins?: readonly [string, string];
  readonly partOf?: string;
}

/** Which contact decides over an edge; of a transfer switch one per side. */
export interface SwitchRef {
  readonly equipment: string;
  /** `feeder`: a switch that nobody reads, at the bus; the voltage at the far end, in `equipment`, says whether it is closed. */
  readonly contact: 'main' | 'normal' | 'emergency' | 'generator' | 'feeder';
}

export interface PlannedEdge {
  readonly from: string;
  readonly to: string;
  /** Null for a plain cable. */
  readonly by: SwitchRef | null;
}

export interface PlannedNode {
  /** The equipment behind which it lies; the upper sides of a transfer switch have places of their own. */
  readonly id: string;
  readonly source?: 'mains' | 'generator';
  /** Equipment that may measure the voltage here. */
  readonly measuredBy: readonly string[];
}

export interface TopologyPlan {
  readonly nodes: readonly PlannedNode[];
  readonly edges: readonly PlannedEdge[];
}

/** The upper side of a transfer switch: where a source arrives. */
export const sidePlace = (ats: string, side: 'normal' | 'emergency'): string => `${ats}/${side}`;

/** Where the mains arrives above a breaker that nothing feeds. */
export const abovePlace = (breaker: string): string => `${breaker}/above`;

export interface PlacedEquipment<T extends PoweredEquipment> {
  readonly placed: readonly T[];
  /** What is drawn and measured with something else, by its host. */
  readonly parts: ReadonlyMap<string, readonly T[]>;
}

/** Parts apart from what has a place of its own; a part whose host is not there, or that has parts itself, has one. */
export function splitParts<T extends PoweredEquipment>(equipment: readonly T[]): PlacedEquipment<T> {
  const ids = new Set(equipment.map(({ id }) => id));
  const hosts = new Set(equipment.flatMap(({ id, partOf }) => (partOf !== undefined && partOf !== id ? [partOf] : [])));
  const hostOf = ({ id, partOf }: T): string | undefined =>
    partOf !== undefined && partOf !== id && ids.has(partOf) && !hosts.has(id) ? partOf : undefined;
  const byHost = new Map<string, T[]>();
  for (const one of equipment) {
    const host = hostOf(one);
    if (host !== undefined) byHost.set(host, [...(byHost.get(host) ?? []), one]);
  }
  const hostById = new Map(equipment.map((one) => [one.id, hostOf(one) ?? one.id]));
  const placed = equipment.filter((one) => hostOf(one) === undefined);
  return { placed: placed.map((one) => ledToHosts(one, (id) => hostById.get(id) ?? id)), parts: byHost };
}

/** What is fed by a part is fed by its host. */
function ledToHosts<T extends PoweredEquipment>(one: T, host: (id: string) => string): T {
  const { poweredBy, joins } = one;
  return {
    ...one,
    poweredBy: poweredBy.map(host),
    ...(joins ? { joins: [host(joins[0]), host(joins[1])] as const } : {}),
  };
}

/** The two buses that a tie joins; null for what is no tie: one of them is not there, or is a tie itself. */
export function joinedBy(
  one: PoweredEquipment,
  byId: ReadonlyMap<string, PoweredEquipment>,
): readonly [string, string] | null {
  const { id, joins } = one;
  if (!joins || joins[0] === joins[1]) return null;
  return joins.every((end) => end !== id && byId.has(end) && byId.get(end)?.joins === undefined) ? joins : null;
}

export interface TransferSources {
  readonly normal: readonly string[];
  readonly emergency: readonly string[];
}

/** Generators are the emergency side of a transfer switch; where none feeds it, the first source is the normal one. */
export function transferSources(ats: PoweredEquipment, isGenset: (id: string) => boolean): TransferSources {
  const gensets = ats.poweredBy.filter(isGenset);
  const others = ats.poweredBy.filter((id) => !isGenset(id));
  if (gensets.length > 0) return { normal: others, emergency: gensets };
  return { normal: others.slice(0, 1), emergency: others.slice(1) };
}

/** Places and cables of a site's power, from who feeds whom. What feeds it from outside the list is a source of its own. */
export function planTopology(equipment: readonly PoweredEquipment[]): TopologyPlan {
  const { placed, parts } = splitParts(equipment);
  const known = new Map(placed.map((one) => [one.id, one]));
  const isTie = (id: string): boolean => joinedBy(known.get(id)!, known) !== null;
  const fed = countOf(placed.flatMap(({ poweredBy, joins = [] }) => [...poweredBy, ...joins]));
  const context: Context = {
    feedersOf: (one) => ({
      ...one,
      poweredBy: [...new Set(one.poweredBy)].filter((id) => id !== one.id && known.has(id) && !isTie(id)),
    }),
    joinedBy: (one) => joinedBy(one, known),
    isGenset: (id) => known.get(id)?.class === 'genset',
    measuring: (id) => [id, ...(parts.get(id) ?? []).map((part) => part.id)],
    isBus: (id) => (fed.get(id) ?? 0) > 1,
  };
  const pieces = placed.map((one) => pieceOf(context.feedersOf(one), context));
  return { nodes: pieces.flatMap(({ nodes }) => nodes), edges: pieces.flatMap(({ edges }) => edges) };
}

interface Context {
  /** The equipment with those of its feeders that are known. */
  readonly feedersOf: (one: PoweredEquipment) => PoweredEquipment;
  readonly joinedBy: (one: PoweredEquipment) => readonly [string, string] | null;
  readonly isGenset: (id: string) => boolean;
  readonly measuring: (id: string) => readonly string[];
  /** Feeds several: each line of it has a switch. */
  readonly isBus: (id: string) => boolean;
}

function countOf(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function pieceOf(one: PoweredEquipment, context: Context): TopologyPlan {
  const joins = context.joinedBy(one);
  if (joins) return tieOf(one, joins);
  if (one.class === 'ats') return transferOf(one, context);
  if (one.class === 'breaker') return breakerOf(one, context);
  return lineOf(one, context);
}

/** A bus-tie has no place of its own: it lies between two. */
function tieOf({ id }: PoweredEquipment, [from, to]: readonly [string, string]): TopologyPlan {
  return { nodes: [], edges: [{ from, to, by: { equipment: id, contact: 'main' } }] };
}

function breakerOf(one: PoweredEquipment, context: Context): TopologyPlan {
  const by: SwitchRef = { equipment: one.id, contact: 'main' };
  const below: PlannedNode = { id: one.id, measuredBy: context.measuring(one.id) };
  if (one.poweredBy.length > 0)
    return { nodes: [below], edges: one.poweredBy.map((from) => ({ from, to: one.id, by })) };
  const above = abovePlace(one.id);
  return {
    nodes: [below, { id: above, source: 'mains', measuredBy: [] }],
    edges: [{ from: above, to: one.id, by }],
  };
}

function transferOf(one: PoweredEquipment, context: Context): TopologyPlan {
  const sources = transferSources(one, context.isGenset);
  const side = (contact: 'normal' | 'emergency'): TopologyPlan => {
    const id = sidePlace(one.id, contact);
    const source = contact === 'normal' ? 'mains' : 'generator';
    const isRoot = one.poweredBy.length === 0;
    return {
      nodes: [{ id, measuredBy: [id], ...(isRoot ? { source } : {}) }],
      edges: [
        ...sources[contact].map((from) => cable(from, id, context)),
        { from: id, to: one.id, by: { equipment: one.id, contact } },
      ],
    };
  };
  const [normal, emergency] = [side('normal'), side('emergency')];
  return {
    nodes: [{ id: one.id, measuredBy: context.measuring(one.id).slice(1) }, ...normal.nodes, ...emergency.nodes],
    edges: [...normal.edges, ...emergency.edges],
  };
}

function lineOf(one: PoweredEquipment, context: Context): TopologyPlan {
  const isRoot = one.poweredBy.length === 0;
  const source = one.class === 'genset' ? 'generator' : 'mains';
  return {
    nodes: [{ id: one.id, measuredBy: context.measuring(one.id), ...(isRoot ? { source } : {}) }],
    edges: one.poweredBy.map((from) => cable(from, one.id, context)),
  };
}

/** A generator hangs on its line by a switch of its own, whatever hangs on a bus too; the rest by a cable. */
function cable(from: string, to: string, { isGenset, isBus }: Context): PlannedEdge {
  if (isGenset(from)) return { from, to, by: { equipment: from, contact: 'generator' } };
  return { from, to, by: isBus(from) ? { equipment: to, contact: 'feeder' } : null };
}
