import type { z } from 'zod';
import type {
  coverage,
  dutyNow,
  dutyOverride,
  dutyPlan,
  escalation,
} from '../../gateway/contract/on-call-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireDuty = Wire<z.infer<typeof dutyNow>>;
export type WireDutyPlan = Wire<z.infer<typeof dutyPlan>>;
export type WireTurn = WireDutyPlan['turns'][number];
export type WireCoverage = Wire<z.infer<typeof coverage>>;
export type WireOverride = Wire<z.infer<typeof dutyOverride>>;
export type WireEscalation = Wire<z.infer<typeof escalation>>;

export interface OverrideWish {
  readonly rotation: string;
  readonly from: string;
  readonly to: string;
  readonly kind: WireOverride['kind'];
  readonly person: string | null;
  readonly instead: string | null;
  readonly reason: string;
}

/** The duty over REST. Every method throws ApiError. */
export interface OnCallApi {
  duty(): Promise<WireDuty>;
  dutyPlan(fromMs: number, toMs: number): Promise<WireDutyPlan>;
  dutyCoverage(): Promise<WireCoverage>;
  dutyOverrides(fromMs: number, toMs: number): Promise<WireOverride[]>;
  overrideDuty(wish: OverrideWish): Promise<WireOverride>;
  agreeSwap(id: number): Promise<WireOverride>;
  withdrawOverride(id: number): Promise<void>;
  escalations(): Promise<WireEscalation[]>;
}

export function createOnCallApi({ get, post, remove }: Requests): OnCallApi {
  return {
    duty: () => get('/on-call'),
    dutyPlan: (from, to) => get('/on-call/plan', { from, to }),
    dutyCoverage: () => get('/on-call/coverage'),
    dutyOverrides: (from, to) => get('/on-call/overrides', { from, to }),
    overrideDuty: (wish) => post('/on-call/overrides', wish),
    agreeSwap: (id) => post(`/on-call/overrides/${id}/agree`, {}),
    withdrawOverride: (id) => remove(`/on-call/overrides/${id}`),
    escalations: () => get('/escalations'),
  };
}
