import type { z } from 'zod';
import type {
  closedAreas,
  dutyConsole,
  plannedShift,
  shiftBrief,
  shiftNews,
  shiftRecord,
  shiftWithEvents,
  standingShift,
  visitRecord,
} from '../../gateway/contract/shift-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { HandCheckName } from '../../gateway/domain/duty/shifts/shift.ts';
import type { Requests } from './requests.ts';

export type WireConsole = Wire<z.infer<typeof dutyConsole>>;
export type WireTrade = WireConsole['trades'][number];
export type WireShift = Wire<z.infer<typeof shiftRecord>>;
export type WireShiftDetail = Wire<z.infer<typeof shiftWithEvents>>;
export type WireShiftLine = Wire<z.infer<typeof shiftBrief>>;
export type WirePlannedShift = Wire<z.infer<typeof plannedShift>>;
export type WireStanding = Wire<z.infer<typeof standingShift>>;
export type WireReport = WireStanding['report'];
export type WireHandoverList = WireReport['alarms'];
export type WireHandoverItem = WireHandoverList['items'][number];
export type WireHandoverValue = WireReport['values'][number];
export type WireShiftNews = Wire<z.infer<typeof shiftNews>>;
export type WireVisit = Wire<z.infer<typeof visitRecord>>;

export interface HandCheckWish {
  readonly result: 'ok' | 'bad' | null;
  readonly remark: string | null;
}

export interface HandoverWish {
  readonly permits?: string;
  readonly instructions?: string;
  readonly note?: string;
  readonly switching?: string;
  readonly checks?: Readonly<Partial<Record<HandCheckName, HandCheckWish>>>;
}

/** What people do with a shift; `what` is the last part of the address. */
export type ShiftWish =
  | { readonly what: 'arrive' | 'back' | 'end-switching' | 'sign-out' }
  | {
      readonly what: 'leave';
      readonly place: string;
      readonly agreedBy: string | null;
      readonly backUntil: string | null;
    }
  | { readonly what: 'check'; readonly note: string }
  | ({ readonly what: 'handover' } & HandoverWish)
  | {
      readonly what: 'sign-in';
      readonly walked: boolean;
      readonly found: string;
      readonly overrideReason: string | null;
    }
  | { readonly what: 'addendum'; readonly text: string };

export interface VisitWish {
  readonly area: string;
  readonly visitor: string;
  readonly company: string;
  readonly phone: string;
  readonly people: number;
  readonly purpose: string;
  readonly host: string;
  readonly from: string;
  readonly to: string;
}

export type VisitDeedWish =
  | { readonly what: 'enter' }
  | { readonly what: 'approve' | 'refuse' | 'leave' | 'cancel'; readonly note: string };

/** Shifts, handover and visitors over REST. Every method throws ApiError. */
export interface ShiftApi {
  dutyConsole(): Promise<WireConsole>;
  dutyNews(): Promise<WireShiftNews>;
  roster(fromMs: number, toMs: number): Promise<WirePlannedShift[]>;
  shifts(limit: number): Promise<WireShiftLine[]>;
  shift(id: number): Promise<WireShiftDetail>;
  shiftStanding(id: number): Promise<WireStanding>;
  /** `version` is that of the shift on the screen. */
  shiftDeed(id: number, version: number | undefined, wish: ShiftWish): Promise<WireShift>;
  visits(): Promise<WireVisit[]>;
  closedAreas(): Promise<Wire<z.infer<typeof closedAreas>>>;
  askForVisit(wish: VisitWish): Promise<WireVisit>;
  visitDeed(id: number, version: number, wish: VisitDeedWish): Promise<WireVisit>;
}

export function createShiftApi({ get, post }: Requests): ShiftApi {
  return {
    dutyConsole: () => get('/duty'),
    dutyNews: () => get('/duty/news'),
    roster: (from, to) => get('/shifts/roster', { from, to }),
    shifts: (limit) => get('/shifts', { limit }),
    shift: (id) => get(`/shifts/${id}`),
    shiftStanding: (id) => get(`/shifts/${id}/standing`),
    shiftDeed: (id, expectedVersion, { what, ...wish }) => {
      const seen = expectedVersion === undefined ? {} : { expectedVersion };
      return post(`/shifts/${id}/${what}`, { ...wish, ...seen });
    },
    visits: () => get('/visits'),
    closedAreas: () => get('/visits/closed-areas'),
    askForVisit: (wish) => post('/visits', wish),
    visitDeed: (id, expectedVersion, { what, ...wish }) => post(`/visits/${id}/${what}`, { ...wish, expectedVersion }),
  };
}
