import type { z } from 'zod';
import type { outagePlanned } from '../../gateway/contract/outage-requests.ts';
import type { affectedList, outageDetail, outageRecord } from '../../gateway/contract/outage-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireOutage = Wire<z.infer<typeof outageRecord>>;
export type WireOutageDetail = Wire<z.infer<typeof outageDetail>>;
export type WireAffected = z.infer<typeof affectedList>;
export type OutageWish = z.input<typeof outagePlanned>;

/** A deed on one outage, by its name in the address. */
export type OutageDeed =
  | { readonly deed: 'change'; readonly body: OutageWish }
  | { readonly deed: 'announce'; readonly body: { readonly excuse: string } }
  | { readonly deed: 'extend'; readonly body: { readonly endAt: string; readonly reason: string } }
  | { readonly deed: 'say'; readonly body: { readonly what: 'off' | 'back' } }
  | { readonly deed: 'restore'; readonly body: { readonly message: string } }
  | { readonly deed: 'cancel'; readonly body: { readonly reason: string } };

/** Planned outages over REST. Every method throws ApiError. */
export interface OutageApi {
  outages(): Promise<WireOutage[]>;
  outage(id: number): Promise<WireOutageDetail>;
  /** The site's rules of notice; nothing is affected by nothing. */
  outageRules(): Promise<WireAffected>;
  planOutage(wish: OutageWish): Promise<WireOutage>;
  doOutage(id: number, wish: OutageDeed): Promise<WireOutage>;
}

const LIMIT = 100;

export function createOutageApi({ get, post }: Requests): OutageApi {
  return {
    outages: () => get('/outages', { limit: LIMIT }),
    outage: (id) => get(`/outages/${id}`),
    outageRules: () => get('/outages/affected', { kind: 'other', equipment: '' }),
    planOutage: (wish) => post('/outages', wish),
    doOutage: (id, { deed, body }) => post(`/outages/${id}/${deed}`, body),
  };
}
