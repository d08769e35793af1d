import type { z } from 'zod';
import type {
  comfortState,
  logSheetDetail,
  logSheetSummary,
  timedStartDetail,
  timedStartState,
} from '../../gateway/contract/sheet-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { HandEntry, ReviewStep } from '../../gateway/domain/duty/sheets/log-sheet.ts';
import type { Requests } from './requests.ts';

export type WireSheetLine = Wire<z.infer<typeof logSheetSummary>>;
export type WireSheet = Wire<z.infer<typeof logSheetDetail>>;
export type WireSheetRow = WireSheet['rows'][number];
export type WireSheetCell = WireSheetRow['cells'][number];
export type WireSheetBlock = WireSheet['form']['blocks'][number];
export type WireSheetColumn = WireSheetBlock['columns'][number];
export type WireStart = Wire<z.infer<typeof timedStartState>>;
export type WireStartDetail = Wire<z.infer<typeof timedStartDetail>>;
export type WireComfort = Wire<z.infer<typeof comfortState>>;

export interface SheetEntryWish {
  readonly column: string;
  readonly value: HandEntry;
  readonly remark: string | null;
  readonly order: boolean;
}

/** Something a person does to one sheet. */
export type SheetDeed =
  | { readonly kind: 'fill'; readonly row: string; readonly entries: readonly SheetEntryWish[] }
  | {
      readonly kind: 'correct';
      readonly row: string;
      readonly column: string;
      readonly value: HandEntry;
      readonly reason: string;
    }
  | { readonly kind: 'sign'; readonly row: string | null; readonly sign: string | null }
  | { readonly kind: 'review'; readonly step: ReviewStep; readonly remark: string | null; readonly order: boolean }
  | { readonly kind: 'addendum'; readonly text: string };

/** Log sheets, planned starts and comfort over REST. Every method throws ApiError. */
export interface SheetApi {
  /** Sheets that belong to a time. */
  logSheets(fromMs: number, toMs: number): Promise<WireSheetLine[]>;
  logSheet(id: number): Promise<WireSheet>;
  sheetDeed(id: number, version: number, deed: SheetDeed): Promise<WireSheet>;
  timedStarts(fromMs: number, toMs: number): Promise<WireStart[]>;
  explainStart(id: number, version: number, text: string): Promise<WireStartDetail>;
  comfort(fromMs: number, toMs: number): Promise<WireComfort[]>;
}

const LIST_LIMIT = 200;

export function createSheetApi({ get, post }: Requests): SheetApi {
  return {
    logSheets: (from, to) => get('/log-sheets', { from, to, limit: LIST_LIMIT }),
    logSheet: (id) => get(`/log-sheets/${id}`),
    sheetDeed: (id, version, { kind, ...deed }) => {
      // Who fills a cell that has been filled meanwhile is refused in any case: two people may fill one sheet at once.
      const body = kind === 'fill' ? deed : { ...deed, expectedVersion: version };
      return post(`/log-sheets/${id}/${kind}`, body);
    },
    timedStarts: (from, to) => get('/timed-starts', { from, to, limit: LIST_LIMIT }),
    explainStart: (id, version, text) => post(`/timed-starts/${id}/explain`, { expectedVersion: version, text }),
    comfort: (from, to) => get('/comfort', { from, to }),
  };
}
