import type { ReadRequest } from '../../ports/driver.ts';
import { type BusTime, isBitTable, requestTimeMs, unitCostMs } from './bus-time.ts';
import { type Draft, planAtOnce, planByClass, planSingly, type Reach } from './class-plan.ts';
import type { Atom, Field } from './fields.ts';
import { contains, isSameSpan, NOTHING_LEARNED, type TableKnowledge } from './holes.ts';
import { joinOverlapping, type PlanLimits, type Span } from './read-plan.ts';
import type { ModbusDevice, Table } from './schemas.ts';

/** One request of the plan, with all that is needed to take its answer apart. */
export interface PlannedRead extends ReadRequest {
  readonly table: Table;
  readonly start: number;
  readonly end: number;
  readonly fields: readonly Field[];
  /** The parts of the range that cannot be cut, ascending. */
  readonly blocks: readonly Span[];
  /** Where each field stands in the answer: byte offset, or bit offset for coils and inputs. */
  readonly positions: readonly number[];
  /** Each field is handed on at every nth answer: slow points that ride along with faster ones keep their own rate. */
  readonly every: readonly number[];
  /** Follows what is learned, in a plan that is kept. */
  estimateMs: number;
}

export interface DevicePlanInput {
  readonly id: string;
  readonly config: ModbusDevice;
  readonly atoms: readonly Atom[];
  readonly knowledge: ReadonlyMap<Table, TableKnowledge>;
  readonly busTime: BusTime;
  /** What was answered before and is refused now comes back, more likely than not: it is asked for at its own pace. */
  readonly hasAnswered?: (atom: Atom) => boolean;
}

/** What a unit has always refused is asked again this seldom: a firmware update may have brought it. */
export const RETRY_PERIOD_MS = 3_600_000;
/** Retries are no faster than this, whatever the scan class. */
const FASTEST_RETRY_MS = 1_000;

/** The requests that read a whole device: per table, per scan class from the fastest, as few and short as the line rewards. */
export function planDevice(input: DevicePlanInput): PlannedRead[] {
  const tables = [...new Set(input.atoms.map((atom) => atom.table))];
  return tables.flatMap((table) => {
    const atoms = input.atoms.filter((atom) => atom.table === table);
    const known = input.knowledge.get(table) ?? NOTHING_LEARNED;
    return planTable(input, table, atoms, known).map((draft) => toRead(input, table, draft));
  });
}

/** Whether a range known to be refused stands for this one too. Addresses that count points tell nothing of each other. */
export function standsFor({ pointAddresses }: ModbusDevice): (known: Span, span: Span) => boolean {
  return pointAddresses ? isSameSpan : contains;
}

function planTable(input: DevicePlanInput, table: Table, atoms: readonly Atom[], known: TableKnowledge): Draft[] {
  const stands = standsFor(input.config);
  const isUnsupported = (atom: Atom): boolean => known.unsupported.some((span) => stands(span, atom));
  const supported = atoms.filter((atom) => !isUnsupported(atom));
  const refused = atoms.filter(isUnsupported);
  if (input.config.pointAddresses) {
    const singles = planSingly(supported);
    return known.isRefused ? retries(input, singles) : [...singles, ...retries(input, planSingly(refused))];
  }
  const limits = limitsOf(input, table, supported, known);
  const reach = reachOf(input.config, table);
  if (known.isRefused) return retries(input, planAtOnce(supported, limits, reach));
  return [...planByClass(supported, limits, reach), ...retries(input, aloneDrafts(refused, reach))];
}

function retries({ hasAnswered = () => false }: DevicePlanInput, drafts: readonly Draft[]): Draft[] {
  const paceOf = (atom: Atom): number =>
    hasAnswered(atom) ? Math.max(FASTEST_RETRY_MS, atom.periodMs) : RETRY_PERIOD_MS;
  return drafts.map((draft) => ({ ...draft, periodMs: Math.min(...draft.atoms.map(paceOf)) }));
}

function aloneDrafts(atoms: readonly Atom[], reach: Reach): Draft[] {
  return joinOverlapping(atoms).map((span) => {
    const own = atoms.filter((atom) => contains(span, atom));
    return { start: Math.min(...own.map((atom) => reach(atom).start)), end: span.end, periodMs: 0, atoms: own };
  });
}

/** Some devices answer bits wrongly unless they are read from a certain one on. */
function reachOf({ bitBase }: ModbusDevice, table: Table): Reach {
  if (bitBase === undefined || !isBitTable(table)) return (atom) => atom;
  return ({ end }) => ({ start: bitBase, end });
}

function limitsOf(input: DevicePlanInput, table: Table, supported: readonly Atom[], known: TableKnowledge): PlanLimits {
  const configured = isBitTable(table) ? input.config.maxBits : input.config.maxRegisters;
  const isWanted = (at: number): boolean => supported.some((atom) => at >= atom.start && at < atom.end);
  const refused = known.unsupported.flatMap((span) => range(span)).filter((at) => !isWanted(at));
  const everyBorder = (): number[] => joinOverlapping(supported).map((block) => block.start);
  return {
    longest: Math.min(configured, known.cap ?? configured),
    requestCost: input.busTime.requestMs,
    registerCost: unitCostMs(input.busTime, table),
    forbidden: refused.sort((a, b) => a - b),
    cuts: input.config.blockReads ? known.cuts : everyBorder(),
  };
}

const range = ({ start, end }: Span): number[] => Array.from({ length: end - start }, (_, i) => start + i);

function toRead(input: DevicePlanInput, table: Table, draft: Draft): PlannedRead {
  const { start, end, periodMs } = draft;
  const fields = draft.atoms.flatMap((atom) => atom.fields);
  const count = end - start;
  const scale = isBitTable(table) ? 1 : 2;
  return {
    device: input.id,
    table,
    start,
    end,
    periodMs,
    fields,
    blocks: joinOverlapping(draft.atoms).map(({ start, end }) => ({ start, end })),
    points: fields.map((field) => field.point),
    positions: fields.map((field) => (field.start - start) * scale),
    every: fields.map((field) => Math.max(1, Math.round(field.periodMs / periodMs))),
    description: `unit ${input.config.unit} ${table} ${hexAddress(start)}+${count}`,
    estimateMs: requestTimeMs(input.busTime, table, count),
  };
}

/** `0x0034`, as manuals and `description` have it. */
export const hexAddress = (address: number): string => `0x${address.toString(16).toUpperCase().padStart(4, '0')}`;

/** Share of the line's time that a plan takes at a given cost. */
export function loadOf(plan: readonly PlannedRead[], time: BusTime): number {
  return plan.reduce((sum, read) => sum + requestTimeMs(time, read.table, read.end - read.start) / read.periodMs, 0);
}

/** Makes what a standing plan says of its reads follow another cost. */
export function estimateAnew(plan: readonly PlannedRead[], time: BusTime): void {
  for (const read of plan) read.estimateMs = requestTimeMs(time, read.table, read.end - read.start);
}

/** The same plan with the objects of the former one wherever nothing has changed, so that their schedule goes on. */
export function keepUnchanged(former: readonly PlannedRead[], next: readonly PlannedRead[]): PlannedRead[] {
  return next.map((read) => {
    const kept = former.find((old) => isSame(old, read)) ?? read;
    kept.estimateMs = read.estimateMs;
    return kept;
  });
}

function isSame(a: PlannedRead, b: PlannedRead): boolean {
  const isSameRange = a.table === b.table && isSameSpan(a, b) && a.periodMs === b.periodMs;
  return isSameRange && a.fields.length === b.fields.length && a.fields.every((field, i) => field === b.fields[i]);
}
