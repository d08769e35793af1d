import { type DevicePlanInput, type PlannedRead, planDevice, RETRY_PERIOD_MS } from './device-plan.ts';
import type { TableKnowledge } from './holes.ts';
import type { Table } from './schemas.ts';

/** What has been learned about a table with one border or the limit taken back, and which reads of its plan then show it. */
interface Doubt {
  readonly table: Table;
  readonly without: TableKnowledge;
  readonly shows: (read: PlannedRead) => boolean;
}

/**
 * A read that would be made if one of the borders, or the limit of a table, had not been learned: a unit that refused only
 * while it was starting would else be read in pieces for ever. It carries no points, so nothing depends on its answer.
 * `turn` chooses among several; undefined when nothing learned makes a difference.
 */
export function trialOf(input: DevicePlanInput, turn: number): PlannedRead | undefined {
  const doubts = [...input.knowledge].flatMap(([table, known]) => doubtsAbout(table, known));
  for (let i = 0; i < doubts.length; i++) {
    const doubt = doubts[(turn + i) % doubts.length]!;
    const plan = planDevice({ ...input, knowledge: new Map(input.knowledge).set(doubt.table, doubt.without) });
    const reads = plan.filter((read) => read.table === doubt.table && doubt.shows(read));
    const [longest] = reads.sort((a, b) => b.end - b.start - (a.end - a.start));
    if (longest) return toTrial(longest);
  }
  return undefined;
}

function doubtsAbout(table: Table, known: TableKnowledge): Doubt[] {
  if (known.isRefused) return [];
  const { cap } = known;
  const borders = known.cuts.map((cut) => ({
    table,
    without: { ...known, cuts: known.cuts.filter((other) => other !== cut) },
    shows: (read: PlannedRead) => read.blocks.length > 1 && read.start < cut && cut < read.end,
  }));
  if (cap === undefined) return borders;
  const longer = (read: PlannedRead): boolean => read.blocks.length > 1 && read.end - read.start > cap;
  return [...borders, { table, without: { ...known, cap: undefined }, shows: longer }];
}

function toTrial(read: PlannedRead): PlannedRead {
  return {
    ...read,
    periodMs: RETRY_PERIOD_MS,
    ...{ fields: [], points: [], positions: [], every: [] },
    description: `${read.description} (trial)`,
  };
}

/** Whether there is anything to try: cheap, unlike the trial itself. */
export function hasDoubts(knowledge: ReadonlyMap<Table, TableKnowledge>): boolean {
  for (const { cuts, cap } of knowledge.values()) {
    if (cuts.length > 0 || cap !== undefined) return true;
  }
  return false;
}
