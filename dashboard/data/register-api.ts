import type { z } from 'zod';
import type {
  cardEdit,
  cardReviewDraft,
  documentDraft,
  documentWithdrawal,
  entryDraft,
  retirement,
} from '../../gateway/contract/equipment-requests.ts';
import type {
  equipmentCardDetail,
  equipmentHistory,
  equipmentUse,
  goodOrderMonth,
  monthHours,
  registeredEquipment,
} from '../../gateway/contract/equipment-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireCard = Wire<z.infer<typeof registeredEquipment>>;
export type WireCardDetail = Wire<z.infer<typeof equipmentCardDetail>>;
export type WireEquipmentHistory = Wire<z.infer<typeof equipmentHistory>>;
export type WireEquipmentLine = WireEquipmentHistory['lines'][number];
export type WireMonthHours = z.infer<typeof monthHours>;
export type WireEquipmentUse = z.infer<typeof equipmentUse>;
export type WireGoodOrder = z.infer<typeof goodOrderMonth>;

/** What is done to a card, by the name of the deed in the address. */
export interface CardDeeds {
  readonly change: z.input<typeof cardEdit>;
  readonly 'attach-document': z.input<typeof documentDraft>;
  readonly 'withdraw-document': z.input<typeof documentWithdrawal>;
  readonly 'write-entry': z.input<typeof entryDraft>;
  readonly review: z.input<typeof cardReviewDraft>;
  readonly retire: z.input<typeof retirement>;
}
export type CardDeed = {
  [Name in keyof CardDeeds]: { readonly deed: Name; readonly body: CardDeeds[Name] };
}[keyof CardDeeds];

/** The equipment register over REST. Every method throws ApiError. */
export interface RegisterApi {
  /** All machines, or one. */
  equipmentCards(equipment?: string): Promise<WireCard[]>;
  equipmentCard(id: number): Promise<WireCardDetail>;
  /** Of the last year. */
  equipmentHistory(id: number): Promise<WireEquipmentHistory>;
  equipmentHours(id: number): Promise<WireMonthHours[]>;
  equipmentUse(id: number): Promise<WireEquipmentUse[]>;
  /** `month` as `2026-01`; that under way when absent. */
  goodOrder(month?: string): Promise<WireGoodOrder>;
  cardDeed(id: number, deed: CardDeed): Promise<WireCard>;
}

export function createRegisterApi({ get, post }: Requests): RegisterApi {
  return {
    equipmentCards: (equipment) => get('/equipment-cards', { equipment }),
    equipmentCard: (id) => get(`/equipment-cards/${id}`),
    equipmentHistory: (id) => get(`/equipment-cards/${id}/history`),
    equipmentHours: (id) => get(`/equipment-cards/${id}/hours`),
    equipmentUse: (id) => get(`/equipment-cards/${id}/use`),
    goodOrder: (month) => get('/good-order', { month }),
    cardDeed: (id, { deed, body }) => post(`/equipment-cards/${id}/${deed}`, body),
  };
}
