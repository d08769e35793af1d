import type { CounterCorrection } from '../../domain/counter-correction.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { MeterReplacement } from '../../domain/meter-replacement.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JumpDecision, MeterExchange } from '../../ports/historian.ts';
import { DAY_MS } from '../limits.ts';
import type { RegisteredPoint } from '../point-register.ts';
import type { EmbeddedHistorian } from '../sinks/embedded/embedded-historian.ts';
import type { HistoryAccess } from '../sinks/embedded/history-access.ts';
import { TimeSlice } from '../time-slice.ts';
import { readCorrections } from './counter-reader.ts';
import type { DeclarationRecord, DeclarationStore } from './declaration-store.ts';
import { openCounter } from './open-counter.ts';
import { placeReplacement, SEARCH_MS } from './place-replacement.ts';
import { tellCorrection, tellReplacement } from './tell-correction.ts';

export interface CounterDeskDependencies {
  readonly embedded: EmbeddedHistorian;
  readonly clock: Clock;
}

/** In the worker: what happened to counters besides counting, and what people declare about them. */
export class CounterDesk {
  private readonly deps: CounterDeskDependencies;

  constructor(deps: CounterDeskDependencies) {
    this.deps = deps;
  }

  /** Oldest first. Throws POINT_NOT_FOUND for a tag that is no counter. */
  corrections(tags: readonly string[], fromMs: number, toMs: number): Promise<CounterCorrection[]> {
    return this.deps.embedded.read(async (access) => {
      const lists: CounterCorrection[][] = [];
      for (const tag of tags) lists.push(await this.correctionsOf(access, counterOf(access, tag), fromMs, toMs));
      return lists.flat().sort((a, b) => a.at - b.at);
    });
  }

  /** Declared exchanges of one counter, or the newest of all, newest first; those that were undone too. */
  replacements(tag: string | undefined): Promise<MeterReplacement[]> {
    return this.deps.embedded.read(async ({ store, find }) => {
      const { declarations } = store;
      const records = tag === undefined ? declarations.newest() : declarations.recordsOf(tag).reverse();
      return records.flatMap((record) => tellReplacement(find(record.tag)?.unit ?? '', record) ?? []);
    });
  }

  /** Takes note of an exchange and counts anew. The same one again changes nothing. */
  replace(exchange: MeterExchange): Promise<MeterReplacement> {
    return this.deps.embedded.read(async (access) => {
      const point = counterOf(access, exchange.tag);
      const { declarations } = access.store;
      const same = declarations.recordsOf(point.tag).find((record) => isSameExchange(record, exchange));
      return told(point, same ?? (await this.declare(access, point, exchange)));
    });
  }

  /** Takes back an exchange. Throws METER_REPLACEMENT_NOT_FOUND. */
  undo(id: number, by: string): Promise<MeterReplacement> {
    return this.deps.embedded.read(async (access) => {
      const { declarations } = access.store;
      const record = declarations.find(id);
      if (record?.content.kind !== 'replacement') throw new PlantroomError('METER_REPLACEMENT_NOT_FOUND', String(id));
      const point = counterOf(access, record.tag);
      if (record.undoneAt === null) {
        declarations.undo(id, by, this.deps.clock.nowMs());
        countAgain(access, point, record.atMs);
      }
      return told(point, declarations.find(id) ?? record);
    });
  }

  /** Says of a jump whether its energy was used; the last word counts. Throws COUNTER_JUMP_NOT_FOUND. */
  decide(decision: JumpDecision): Promise<CounterCorrection> {
    const { tag, atMs, isAccepted, note, by } = decision;
    return this.deps.embedded.read(async (access) => {
      const point = counterOf(access, tag);
      const { declarations } = access.store;
      const jump = await this.jumpAt(access, point, atMs);
      if (jump.decision === (isAccepted ? 'accepted' : 'rejected')) return jump;
      const declaredAt = this.deps.clock.nowMs();
      if (jump.declaration !== null) declarations.undo(jump.declaration, by, declaredAt);
      declarations.add({ tag, atMs, content: { kind: 'jump', isAccepted }, note, declaredBy: by, declaredAt });
      countAgain(access, point, atMs - 1);
      return this.jumpAt(access, point, atMs);
    });
  }

  private async declare(access: HistoryAccess, point: RegisteredPoint, exchange: MeterExchange) {
    const { atMs: notedMs, finalReading, startReading, serialBefore, serialAfter, note, by: declaredBy } = exchange;
    const declaredAt = this.deps.clock.nowMs();
    if (notedMs > declaredAt) throw new PlantroomError('METER_TIME_REFUSED', 'that is still to come');
    const counter = openCounter({ ...access, slice: this.slice() }, point);
    const { atMs } = await placeReplacement(counter, { atMs: notedMs, finalReading, startReading });
    const { declarations } = access.store;
    const content = { kind: 'replacement' as const, finalReading, startReading, serialBefore, serialAfter };
    const record = declarations.add({ tag: point.tag, atMs, content, note, declaredBy, declaredAt });
    countAgain(access, point, atMs);
    return record;
  }

  private async correctionsOf(access: HistoryAccess, point: RegisteredPoint, fromMs: number, toMs: number) {
    const { chain } = openCounter({ ...access, slice: this.slice() }, point);
    const found = await readCorrections(chain, fromMs, toMs);
    return found.map((one) => tellCorrection(point, one, recordOf(access.store.declarations, one.declaration)));
  }

  private async jumpAt(access: HistoryAccess, point: RegisteredPoint, atMs: number): Promise<CounterCorrection> {
    const found = await this.correctionsOf(access, point, atMs - 1, atMs + 1);
    const jump = found.find(({ kind, at }) => kind === 'jump' && at === atMs);
    if (!jump) throw new PlantroomError('COUNTER_JUMP_NOT_FOUND', `${point.tag} ${new Date(atMs).toISOString()}`);
    return jump;
  }

  private slice(): TimeSlice {
    return new TimeSlice(this.deps.clock);
  }
}

const recordOf = (declarations: DeclarationStore, id: number): DeclarationRecord | undefined =>
  id === 0 ? undefined : declarations.find(id);

function counterOf({ pointOf }: HistoryAccess, tag: string): RegisteredPoint {
  const point = pointOf(tag);
  if (point.kind !== 'counter') throw new PlantroomError('POINT_NOT_FOUND', `${tag} does not count`);
  return point;
}

function told({ unit }: RegisteredPoint, record: DeclarationRecord): MeterReplacement {
  const replacement = tellReplacement(unit, record);
  if (!replacement) throw new PlantroomError('METER_REPLACEMENT_NOT_FOUND', String(record.id));
  return replacement;
}

function isSameExchange(
  { atMs, undoneAt, content, declaredBy, note }: DeclarationRecord,
  exchange: MeterExchange,
): boolean {
  if (undoneAt !== null || content.kind !== 'replacement') return false;
  const { finalReading, startReading, serialBefore, serialAfter, by } = exchange;
  const isSameMeter = content.serialBefore === serialBefore && content.serialAfter === serialAfter;
  const isSameCount = content.finalReading === finalReading && content.startReading === startReading;
  const isSameTime = Math.abs(atMs - exchange.atMs) <= SEARCH_MS;
  return isSameMeter && isSameCount && isSameTime && declaredBy === by && note === exchange.note;
}

/** The condensed days that hold the readings after `atMs` are out of date: a reading is believed in its day or the next. */
function countAgain({ store }: HistoryAccess, { id }: RegisteredPoint, atMs: number): void {
  let day: number | undefined = Math.floor(atMs / DAY_MS);
  for (let i = 0; i < 3 && day !== undefined; i++) {
    store.blocks.reopen(id, day, day);
    day = store.blocks.neighbour(id, day, 1);
  }
}
