import type { ReadRequest } from '../../ports/driver.ts';
import { type BusTime, isBitTable, unitCostMs } from './bus-time.ts';
import type { Atom, Field } from './fields.ts';
import { contains, NOTHING_LEARNED, type TableKnowledge } from './holes.ts';
import { isAllowed, joinOverlapping, type PlanLimits, planReads, type Span } from './read-plan.ts';
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
}

export interface DevicePlanInput {
  readonly id: string;
  readonly config: ModbusDevice;
  readonly atoms: readonly Atom[];
  readonly knowledge: ReadonlyMap<Table, TableKnowledge>;
  readonly busTime: BusTime;
}

/** What a unit refused is asked again this seldom: a firmware update may have brought it. */
const RETRY_PERIOD_MS = 3_600_000;

interface Draft extends Span {
  readonly periodMs: number;
  readonly atoms: Atom[];
}

/** The requests that read a whole device: per table, per scan class from the fastest, as few and short as the line rewards. */
export function planDevice(input: DevicePlanInput): PlannedRead[] {
  const tables = [...new Set(input.atoms.map((atom) => atom.table))];
  return tables.flatMap((table) => {
    const atoms = input.atoms.filter((atom) => atom.table === table);
    const known = input.knowledge.get(table) ?? NOTHING_LEARNED;
    return planTable(input, table, atoms, known).map((draft) => toRead(input, table, draft));
  });
}

function planTable(input: DevicePlanInput, table: Table, atoms: readonly Atom[], known: TableKnowledge): Draft[] {
  const isUnsupported = (atom: Atom): boolean => known.unsupported.some((span) => contains(span, atom));
  const supported = atoms.filter((atom) => !isUnsupported(atom));
  const limits = limitsOf(input, table, supported, known);
  if (known.isRefused) return retries(draftsOf(supported, limits));
  const given = joinOverlapping(atoms.filter(isUnsupported));
  const alone = given.map((span) => ({ ...span, periodMs: 0, atoms: atoms.filter((atom) => contains(span, atom)) }));
  return [...planByClass(supported, limits), ...retries(alone)];
}

const retries = (drafts: readonly Draft[]): Draft[] => drafts.map((d) => ({ ...d, periodMs: RETRY_PERIOD_MS }));

/** A slow point inside a range that is read for faster ones anyway costs nothing: it rides along. */
function planByClass(atoms: readonly Atom[], limits: PlanLimits): Draft[] {
  let drafts: Draft[] = [];
  for (const periodMs of ascendingPeriods(atoms)) {
    const rest: Atom[] = [];
    for (const atom of atoms.filter((a) => a.periodMs === periodMs)) {
      const host = drafts.find((draft) => contains(draft, atom));
      if (host) host.atoms.push(atom);
      else rest.push(atom);
    }
    for (const draft of draftsOf(rest, limits)) drafts = addOrMerge(drafts, draft, limits);
  }
  return drafts;
}

/** Lengthens a faster request to take a slower one in, where the added registers cost less line time than the request saved. */
function addOrMerge(drafts: readonly Draft[], slow: Draft, limits: PlanLimits): Draft[] {
  const host = drafts.find((fast) => isWorthMerging(fast, slow, limits));
  if (!host) return [...drafts, slow];
  const merged = { ...hull(host, slow), periodMs: host.periodMs, atoms: [...host.atoms, ...slow.atoms] };
  return drafts.map((draft) => (draft === host ? merged : draft));
}

function isWorthMerging(fast: Draft, slow: Draft, limits: PlanLimits): boolean {
  const { start, end } = hull(fast, slow);
  if (!isAllowed(start, end, limits)) return false;
  const added = (limits.registerCost * (end - start - (fast.end - fast.start))) / fast.periodMs;
  const saved = (limits.requestCost + limits.registerCost * (slow.end - slow.start)) / slow.periodMs;
  return added < saved;
}

const hull = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });

function ascendingPeriods(atoms: readonly Atom[]): number[] {
  return [...new Set(atoms.map((atom) => atom.periodMs))].sort((a, b) => a - b);
}

function draftsOf(atoms: readonly Atom[], limits: PlanLimits): Draft[] {
  return planReads(atoms, limits).map(({ start, end, members }) => {
    const own = members.map((i) => atoms[i]!);
    return { start, end, periodMs: Math.min(...own.map((atom) => atom.periodMs)), atoms: own };
  });
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
  const address = `0x${start.toString(16).toUpperCase().padStart(4, '0')}`;
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
    description: `unit ${input.config.unit} ${table} ${address}+${count}`,
    estimateMs: input.busTime.requestMs + count * unitCostMs(input.busTime, table),
  };
}

/** The same plan with the objects of the former one wherever nothing has changed, so that their schedule goes on. */
export function keepUnchanged(former: readonly PlannedRead[], next: readonly PlannedRead[]): PlannedRead[] {
  return next.map((read) => former.find((old) => isSame(old, read)) ?? read);
}

function isSame(a: PlannedRead, b: PlannedRead): boolean {
  const isSameRange = a.table === b.table && a.start === b.start && a.end === b.end && a.periodMs === b.periodMs;
  return isSameRange && a.fields.length === b.fields.length && a.fields.every((field, i) => field === b.fields[i]);
}
