import type { z } from 'zod';
import type { complaintCallBack, complaintRegistered } from '../../gateway/contract/complaint-requests.ts';
import type {
  complaintCauses,
  complaintDetail,
  complaintFigures,
  complaintRecord,
} from '../../gateway/contract/complaint-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireComplaint = Wire<z.infer<typeof complaintRecord>>;
export type WireComplaintDetail = Wire<z.infer<typeof complaintDetail>>;
export type WireComplaintFigures = z.infer<typeof complaintFigures>;
export type WireCauses = z.infer<typeof complaintCauses>;
export type ComplaintWish = z.input<typeof complaintRegistered>;

/** A deed on one complaint, by its name in the address. */
export type ComplaintDeed =
  | { readonly deed: 'assign'; readonly body: { readonly assignee: string } }
  | { readonly deed: 'judge'; readonly body: { readonly isValid: boolean; readonly reason: string } }
  | { readonly deed: 'decide'; readonly body: { readonly words: string } }
  | { readonly deed: 'order'; readonly body: Readonly<Record<string, never>> }
  | { readonly deed: 'answer'; readonly body: { readonly result: string; readonly measure: string } }
  | { readonly deed: 'call-back'; readonly body: z.input<typeof complaintCallBack> }
  | { readonly deed: 'withdraw'; readonly body: { readonly reason: string } }
  | { readonly deed: 'note'; readonly body: { readonly note: string } };

/** Complaints over REST. Every method throws ApiError. */
export interface ComplaintApi {
  complaints(): Promise<WireComplaint[]>;
  complaint(id: number): Promise<WireComplaintDetail>;
  complaintFigures(): Promise<WireComplaintFigures>;
  complaintCauses(equipment: string | null): Promise<WireCauses>;
  registerComplaint(wish: ComplaintWish): Promise<WireComplaint>;
  doComplaint(id: number, wish: ComplaintDeed): Promise<WireComplaint>;
}

const LIMIT = 200;

export function createComplaintApi({ get, post }: Requests): ComplaintApi {
  return {
    complaints: () => get('/complaints', { limit: LIMIT }),
    complaint: (id) => get(`/complaints/${id}`),
    complaintFigures: () => get('/complaints/figures'),
    complaintCauses: (equipment) => get('/complaints/causes', equipment === null ? {} : { equipment }),
    registerComplaint: (wish) => post('/complaints', wish),
    doComplaint: (id, { deed, body }) => post(`/complaints/${id}/${deed}`, body),
  };
}
