import type { BandFigures } from '../domain/duty/complaints/comfort.ts';
import type { TimedStart } from '../domain/duty/playbooks/timed-start.ts';
import type { DutyRecord, RecordEvent, RecordState, RecordVia } from '../domain/duty/record.ts';
import type { HandEntry, LogSheet, ReviewStep } from '../domain/duty/sheets/log-sheet.ts';
import type { Outcome } from '../domain/errors.ts';
import type { Role } from '../domain/role.ts';
import type { LocalText } from '../domain/text.ts';

export interface SheetQuery {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Equipment or area. */
  readonly subject?: string | undefined;
  readonly states?: readonly RecordState[] | undefined;
  readonly limit: number;
}

/** Who does something to a sheet. */
export interface SheetCaller {
  readonly username: string;
  readonly role: Role;
  readonly via: RecordVia;
  /** When the phone that was out of reach says it happened. */
  readonly deviceAt: number | null;
}

export interface SheetFill {
  readonly row: string;
  readonly entries: readonly {
    readonly column: string;
    readonly value: HandEntry;
    readonly remark: string | null;
    /** × opens a work order with the reading in it. */
    readonly order: boolean;
  }[];
}

export interface SheetCorrection {
  readonly row: string;
  readonly column: string;
  readonly value: HandEntry;
  readonly reason: string;
}

/** How a quantity kept within its band; `knownSince` is its first reading of the time asked for, null where there is none yet. */
export type QuantityState = BandFigures & {
  readonly low: number;
  readonly high: number;
  readonly knownSince: number | null;
};

/** How a zone kept within its bands in the time in which people are there. */
export interface ComfortState {
  readonly id: string;
  readonly title: LocalText;
  readonly equipment: string;
  readonly temperature: QuantityState | null;
  readonly humidity: QuantityState | null;
}

export type SheetRecord = DutyRecord<LogSheet>;
export type StartRecord = DutyRecord<TimedStart>;

/** Log sheets, starts by the clock and comfort. Calls reject with STORE_UNAVAILABLE; deeds refuse what a sheet cannot take now. */
export interface SheetService {
  /** Newest day first. */
  list(query: SheetQuery): Promise<readonly SheetRecord[]>;
  get(id: number): Promise<SheetRecord | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
  fill(id: number, fill: SheetFill, caller: SheetCaller, version?: number): Promise<Outcome<SheetRecord>>;
  correct(id: number, change: SheetCorrection, caller: SheetCaller, version: number): Promise<Outcome<SheetRecord>>;
  /** One row, or the day with the signature of that id. */
  sign(
    id: number,
    what: { readonly row: string } | { readonly day: string },
    caller: SheetCaller,
    version: number,
  ): Promise<Outcome<SheetRecord>>;
  /** With `order` the remark becomes a work order. */
  review(
    id: number,
    what: { readonly step: ReviewStep; readonly remark: string | null; readonly order: boolean },
    caller: SheetCaller,
    version: number,
  ): Promise<Outcome<SheetRecord>>;
  addendum(
    id: number,
    what: { readonly text: string; readonly row: string | null; readonly column: string | null },
    caller: SheetCaller,
    version: number,
  ): Promise<Outcome<SheetRecord>>;
  starts(query: SheetQuery): Promise<readonly StartRecord[]>;
  start(id: number): Promise<StartRecord | undefined>;
  startEvents(id: number): Promise<readonly RecordEvent[]>;
  explain(id: number, text: string, caller: SheetCaller, version: number): Promise<Outcome<StartRecord>>;
  /** Rejects with HISTORY_UNAVAILABLE. */
  comfort(fromMs: number, toMs: number): Promise<readonly ComfortState[]>;
}
