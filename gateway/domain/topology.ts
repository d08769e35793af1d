/** How a line lives: by the mains, dead, by a generator, or nobody can say. */
export type Energised = 'live' | 'dead' | 'generator' | 'unknown';

/** Where a switch stands. `unknown` also when its contacts contradict each other, or are old. */
export type SwitchPosition = 'closed' | 'open' | 'unknown';

/** What a meter says of the voltage at a place; `unknown` when it is not read, `none` when nobody measures there. */
export type VoltageClaim = 'live' | 'dead' | 'unknown' | 'none';

/** A piece of conductor between two places. */
export interface TopologyEdge {
  readonly from: string;
  readonly to: string;
  /** Closed for a plain cable. */
  readonly position: SwitchPosition;
}

export interface TopologyNode {
  readonly id: string;
  /** Mains or generator stands here, whatever it delivers at the moment; absent: a place that is only fed. */
  readonly source?: 'mains' | 'generator';
  readonly voltage: VoltageClaim;
}

/** Places that closed switches make one conductor. */
interface Island {
  readonly nodes: readonly TopologyNode[];
  state: Energised;
}

/**
 * The state of every place, from the sources and the switches that are closed.
 *
 * An island lives when its voltage is measured and a source stands in it; it is dead when it has no source, or is measured dead.
 * Measurements that contradict each other, a voltage without a source, and a source that nobody measures make it unknown.
 * A dead island behind a switch whose position is not known is unknown unless all it could be joined to is dead.
 */
export function energise(
  nodes: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
): ReadonlyMap<string, Energised> {
  const islandOf = islandsOf(nodes, edges);
  spreadDoubt(edges, islandOf);
  return new Map(nodes.map(({ id }) => [id, islandOf.get(id)?.state ?? 'unknown']));
}

/** Each place with the island it belongs to. */
function islandsOf(nodes: readonly TopologyNode[], edges: readonly TopologyEdge[]): ReadonlyMap<string, Island> {
  const beside = neighbours(edges.filter(({ position }) => position === 'closed'));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const islandOf = new Map<string, Island>();
  for (const { id } of nodes) {
    if (islandOf.has(id)) continue;
    const members = reachable(id, beside).flatMap((one) => byId.get(one) ?? []);
    const island: Island = { nodes: members, state: stateOf(members) };
    for (const member of members) islandOf.set(member.id, island);
  }
  return islandOf;
}

function neighbours(edges: readonly TopologyEdge[]): ReadonlyMap<string, readonly string[]> {
  const beside = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    const list = beside.get(from);
    if (list) list.push(to);
    else beside.set(from, [to]);
  };
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return beside;
}

/** Everything that can be reached from a place, itself included; each once. */
function reachable(from: string, beside: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const seen = new Set([from]);
  for (const id of seen) for (const next of beside.get(id) ?? []) seen.add(next);
  return [...seen];
}

function stateOf(nodes: readonly TopologyNode[]): Energised {
  const live = nodes.some(({ voltage }) => voltage === 'live');
  const dead = nodes.some(({ voltage }) => voltage === 'dead');
  const sources = nodes.filter(({ source }) => source !== undefined);
  if (live && dead) return 'unknown';
  if (live) return suppliedBy(sources);
  if (dead || sources.length === 0) return 'dead';
  return 'unknown';
}

/** Who feeds an island that is known to live: the mains where they stand in it. */
function suppliedBy(sources: readonly TopologyNode[]): Energised {
  if (sources.some(({ source }) => source === 'mains')) return 'live';
  return sources.length > 0 ? 'generator' : 'unknown';
}

/** What is dead may be fed through a switch that nobody knows: then it is not known to be dead. */
function spreadDoubt(edges: readonly TopologyEdge[], islandOf: ReadonlyMap<string, Island>): void {
  const doubtful = edges.filter(({ position }) => position === 'unknown');
  let changed = true;
  while (changed) {
    changed = false;
    for (const { from, to } of doubtful) {
      changed = cast(islandOf.get(from), islandOf.get(to)) || changed;
      changed = cast(islandOf.get(to), islandOf.get(from)) || changed;
    }
  }
}

function cast(from: Island | undefined, to: Island | undefined): boolean {
  if (!from || !to || from.state === 'dead' || to.state !== 'dead') return false;
  to.state = 'unknown';
  return true;
}
