import { joinedBy, type PoweredEquipment, splitParts, transferSources } from '../../../gateway/domain/topology-plan.ts';
import { headHeightOf } from './measures.ts';

/** One way into a bus: what stands in the line from top to bottom, and the bus it comes from, if it comes from one. */
export interface Feed {
  readonly from: string | null;
  readonly path: readonly string[];
  /** Room its machines take above the bus. */
  readonly height: number;
}

/** A bus with what feeds it and what hangs on it. */
export interface BusSection {
  /** The equipment behind which the bus lies; at a line that feeds nothing its last one. */
  readonly owner: string;
  /** Of a transfer switch those of its normal side first. */
  readonly feeds: readonly Feed[];
  /** How many of the feeds are on the normal side; null where there is no transfer switch. */
  readonly normalFeeds: number | null;
  /** Outgoing lines, each from top to bottom, in the order of the site file. */
  readonly feeders: readonly (readonly string[])[];
  /** Whether something hangs on it, or a tie joins it. */
  readonly hasBus: boolean;
}

export interface Tie {
  readonly id: string;
  readonly joins: readonly [string, string];
}

export interface PowerSections {
  /** Rank 0 first: what only sources feed; then what those feed. */
  readonly ranks: readonly (readonly BusSection[])[];
  readonly ties: readonly Tie[];
  /** Neither fed nor feeding: not connected in the site file. */
  readonly apart: readonly string[];
  /** What is drawn with others, by its host. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

interface Net {
  readonly order: readonly string[];
  readonly byId: ReadonlyMap<string, PoweredEquipment>;
  readonly feedersOf: (id: string) => readonly string[];
  readonly fedBy: (id: string) => readonly string[];
  readonly isOwner: (id: string) => boolean;
}

/** Groups the equipment of a site into buses. Every piece is in exactly one place: an owner, a line, a tie, apart, or a part. */
export function groupPower(equipment: readonly PoweredEquipment[]): PowerSections {
  const { placed, parts } = splitParts(equipment);
  const byId = new Map(placed.map((one) => [one.id, one]));
  const ties = placed.flatMap((one): Tie[] => {
    const joins = joinedBy(one, byId);
    return joins ? [{ id: one.id, joins }] : [];
  });
  const net = netOf(placed, ties);
  const sections = sectionsOf(net);
  const drawn = new Set([
    ...ties.map(({ id }) => id),
    ...sections.flatMap(({ owner, feeds, feeders }) => [
      owner,
      ...feeds.flatMap(({ path }) => path),
      ...feeders.flat(),
    ]),
  ]);
  return {
    ranks: rankOf(sections),
    ties,
    apart: placed.flatMap(({ id }) => (drawn.has(id) ? [] : [id])),
    parts: new Map([...parts].map(([host, all]) => [host, all.map(({ id }) => id)])),
  };
}

function netOf(placed: readonly PoweredEquipment[], ties: readonly Tie[]): Net {
  const isTie = new Set(ties.map(({ id }) => id));
  const lines = placed.filter(({ id }) => !isTie.has(id));
  const byId = new Map(lines.map((one) => [one.id, one]));
  const feeders = new Map(
    lines.map(({ id, poweredBy }) => [id, [...new Set(poweredBy)].filter((one) => one !== id && byId.has(one))]),
  );
  const fed = new Map<string, string[]>();
  for (const [id, sources] of feeders) {
    for (const source of sources) fed.set(source, [...(fed.get(source) ?? []), id]);
  }
  const joined = new Set(ties.flatMap(({ joins }) => joins));
  const feedersOf = (id: string): readonly string[] => feeders.get(id) ?? [];
  const fedBy = (id: string): readonly string[] => fed.get(id) ?? [];
  return {
    order: lines.map(({ id }) => id),
    byId,
    feedersOf,
    fedBy,
    isOwner: (id) =>
      fedBy(id).length > 1 ||
      feedersOf(id).length > 1 ||
      joined.has(id) ||
      (byId.get(id)?.class === 'ats' && fedBy(id).length > 0),
  };
}

function sectionsOf(net: Net): readonly BusSection[] {
  const owners = net.order.filter(net.isOwner);
  const ends = net.order.filter((id) => !net.isOwner(id) && isEndOfOwnLine(id, net));
  const inOrder = net.order.filter((id) => owners.includes(id) || ends.includes(id));
  return inOrder.map((owner) => ({
    owner,
    ...feedsOf(owner, net),
    feeders: owners.includes(owner) ? net.fedBy(owner).flatMap((id) => feederFrom(id, net)) : [],
    hasBus: owners.includes(owner),
  }));
}

function feedsOf(id: string, net: Net): Pick<BusSection, 'feeds' | 'normalFeeds'> {
  const owner = net.byId.get(id);
  const sources = net.feedersOf(id);
  if (owner?.class !== 'ats') return { feeds: sources.map((one) => feedFrom(one, net)), normalFeeds: null };
  const isGenset = (one: string): boolean => net.byId.get(one)?.class === 'genset';
  const { normal, emergency } = transferSources({ ...owner, poweredBy: sources }, isGenset);
  return { feeds: [...normal, ...emergency].map((one) => feedFrom(one, net)), normalFeeds: normal.length };
}

/** Up a line to the bus or the source it comes from; the line is listed from top to bottom. */
function feedFrom(id: string, net: Net): Feed {
  const path: string[] = [];
  let at: string | undefined = id;
  while (at !== undefined && !net.isOwner(at) && !path.includes(at)) {
    path.unshift(at);
    at = net.feedersOf(at)[0];
  }
  const height = path.reduce((sum, one) => sum + headHeightOf(net.byId.get(one)?.class), 0);
  return { from: at !== undefined && net.isOwner(at) ? at : null, path, height };
}

/** Down a line from a bus to its end; nothing when it leads to another bus, which shows it above itself. */
function feederFrom(id: string, net: Net): (readonly string[])[] {
  const path: string[] = [];
  let at: string | undefined = id;
  while (at !== undefined && !path.includes(at)) {
    if (net.isOwner(at)) return [];
    path.push(at);
    at = net.fedBy(at)[0];
  }
  return [path];
}

/** The last of a line of at least two that starts at a source and meets no bus. */
function isEndOfOwnLine(id: string, net: Net): boolean {
  if (net.fedBy(id).length > 0 || net.feedersOf(id).length === 0) return false;
  const { from, path } = feedFrom(id, net);
  return from === null && net.feedersOf(path[0]!).length === 0;
}

/** A bus stands below every bus that feeds it; buses that feed each other in a ring stay in the rank where they were met. */
function rankOf(sections: readonly BusSection[]): readonly (readonly BusSection[])[] {
  const byOwner = new Map(sections.map((one) => [one.owner, one]));
  const rank = new Map<string, number>();
  const visit = (owner: string, under: readonly string[]): number => {
    const known = rank.get(owner);
    if (known !== undefined) return known;
    if (under.includes(owner)) return 0;
    const from = byOwner.get(owner)?.feeds.flatMap((feed) => feed.from ?? []) ?? [];
    const own = from.reduce((most, one) => Math.max(most, visit(one, [...under, owner]) + 1), 0);
    rank.set(owner, own);
    return own;
  };
  const byRank = Map.groupBy(sections, ({ owner }) => visit(owner, []));
  return [...byRank].sort(([a], [b]) => a - b).map(([, all]) => all);
}
