import type { z } from 'zod';
import type { useAnomalyRecord } from '../../gateway/contract/use-anomaly-routes.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireUseAnomaly = Wire<z.infer<typeof useAnomalyRecord>>;

/** A deed on one case, by its name in the address. */
export type UseAnomalyDeed =
  | { readonly deed: 'explain' | 'act' | 'close'; readonly body: { readonly text: string } }
  | { readonly deed: 'dismiss'; readonly body: { readonly reason: string } }
  | { readonly deed: 'order'; readonly body: Readonly<Record<string, never>> };

/** Cases of unusual use over REST. Every method throws ApiError. */
export interface UseAnomalyApi {
  unusualUses(): Promise<WireUseAnomaly[]>;
  doUseAnomaly(id: number, wish: UseAnomalyDeed): Promise<WireUseAnomaly>;
}

const LIMIT = 200;

export function createUseAnomalyApi({ get, post }: Requests): UseAnomalyApi {
  return {
    unusualUses: () => get('/use-anomalies', { limit: LIMIT }),
    doUseAnomaly: (id, { deed, body }) => post(`/use-anomalies/${id}/${deed}`, body),
  };
}
