import type { z } from 'zod';
import type { playbookStart, reportDraft, stepConfirmation } from '../../gateway/contract/playbook-requests.ts';
import type { libraryEntry, playbookDetail, playbookRecord } from '../../gateway/contract/playbook-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WirePlaybook = Wire<z.infer<typeof libraryEntry>>;
export type WirePlaybookRun = Wire<z.infer<typeof playbookRecord>>;
export type WirePlaybookDetail = Wire<z.infer<typeof playbookDetail>>;
export type WireRunStep = WirePlaybookRun['steps'][number];
export type PlaybookStartWish = z.input<typeof playbookStart>;
export type StepWish = z.input<typeof stepConfirmation>;
export type ReportWish = z.input<typeof reportDraft>;

/** A deed on one run, by its name in the address. */
export type PlaybookDeed =
  | { readonly deed: `steps/${string}/confirm`; readonly body: StepWish }
  | { readonly deed: `steps/${string}/skip` | 'cancel'; readonly body: { readonly reason: string } }
  | { readonly deed: 'note'; readonly body: { readonly text: string } }
  | { readonly deed: 'end' | 'sign'; readonly body: Readonly<Record<string, never>> }
  | { readonly deed: 'report'; readonly body: ReportWish };

/** Playbooks over REST. Every method throws ApiError. */
export interface PlaybookApi {
  playbooks(): Promise<WirePlaybook[]>;
  playbookRuns(): Promise<WirePlaybookRun[]>;
  playbookRun(id: number): Promise<WirePlaybookDetail>;
  startPlaybook(wish: PlaybookStartWish): Promise<WirePlaybookRun>;
  doPlaybook(id: number, wish: PlaybookDeed): Promise<WirePlaybookRun>;
}

const LIMIT = 100;

export function createPlaybookApi({ get, post }: Requests): PlaybookApi {
  return {
    playbooks: () => get('/playbooks'),
    playbookRuns: () => get('/playbook-runs', { limit: LIMIT }),
    playbookRun: (id) => get(`/playbook-runs/${id}`),
    startPlaybook: (wish) => post('/playbook-runs', wish),
    doPlaybook: (id, { deed, body }) => post(`/playbook-runs/${id}/${deed}`, body),
  };
}
