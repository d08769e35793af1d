import type { z } from 'zod';
import type {
  alarmLimit,
  rehearsal,
  siteAuditEntry,
  siteCheck,
  siteFileState,
  siteOutline,
  templateDetail,
  templateSummary,
  testRead,
  toldSteps,
} from '../../gateway/contract/config-resources.ts';
import type { account } from '../../gateway/contract/resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Priority } from '../../gateway/domain/alarm.ts';
import type { Role } from '../../gateway/domain/role.ts';
import type { SiteEdit } from '../../gateway/domain/site-edit.ts';
import type { Requests } from './requests.ts';

export type { SiteEdit };
export type WireSiteFile = Wire<z.infer<typeof siteFileState>>;
export type WireOutline = Wire<z.infer<typeof siteOutline>>;
export type WireTemplateSummary = Wire<z.infer<typeof templateSummary>>;
export type WireTemplate = Wire<z.infer<typeof templateDetail>>;
export type WireSettingForm = WireTemplate['device'][number];
export type WireLimit = Wire<z.infer<typeof alarmLimit>>;
export type WireCheck = Wire<z.infer<typeof siteCheck>>;
export type WireTestRead = Wire<z.infer<typeof testRead>>;
export type WireRehearsal = Wire<z.infer<typeof rehearsal>>;
export type WireTold = Wire<z.infer<typeof toldSteps>>;
export type WireSiteChange = Wire<z.infer<typeof siteAuditEntry>>;
export type WireAccount = Wire<z.infer<typeof account>>;

export interface SaveEdits {
  readonly revision: string;
  readonly edits: readonly SiteEdit[];
  readonly reason: string;
}

export interface ToldWish {
  readonly condition: string;
  readonly priority?: Priority;
  readonly at?: string;
}

export interface NewAccount {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
}

export interface AccountChange {
  readonly displayName?: string;
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly password?: string;
}

/** The site file and the accounts over REST. Every method throws ApiError. */
export interface ConfigApi {
  siteFile(): Promise<WireSiteFile>;
  siteOutline(): Promise<WireOutline>;
  templates(): Promise<WireTemplateSummary[]>;
  template(name: string): Promise<WireTemplate>;
  limits(equipment: string): Promise<WireLimit[]>;
  checkEdits(edits: readonly SiteEdit[]): Promise<WireCheck>;
  saveEdits(wish: SaveEdits): Promise<{ readonly revision: string }>;
  siteChanges(): Promise<WireSiteChange[]>;
  testRead(edits: readonly SiteEdit[], equipment: string): Promise<WireTestRead>;
  rehearse(edits: readonly SiteEdit[], condition: string): Promise<WireRehearsal>;
  whoIsTold(edits: readonly SiteEdit[], wish: ToldWish): Promise<WireTold>;
  accounts(): Promise<WireAccount[]>;
  createAccount(wish: NewAccount): Promise<WireAccount>;
  changeAccount(username: string, change: AccountChange): Promise<WireAccount>;
  endSessions(username: string): Promise<void>;
}

export function createConfigApi({ get, post, patch }: Requests): ConfigApi {
  const accountPath = (username: string): string => `/accounts/${encodeURIComponent(username)}`;
  return {
    siteFile: () => get('/config'),
    siteOutline: () => get('/config/outline'),
    templates: () => get('/config/templates'),
    template: (name) => get(`/config/templates/${encodeURIComponent(name)}`),
    limits: (equipment) => get(`/config/limits/${encodeURIComponent(equipment)}`),
    checkEdits: (edits) => post('/config/check', { edits }),
    saveEdits: (wish) => post('/config/edits', wish),
    siteChanges: () => get('/config/changes'),
    testRead: (edits, equipment) => post('/config/test-read', { edits, equipment }),
    rehearse: (edits, condition) => post('/config/rehearse', { edits, condition }),
    whoIsTold: (edits, wish) => post('/config/who-is-told', { edits, ...wish }),
    accounts: () => get('/accounts'),
    createAccount: (wish) => post('/accounts', wish),
    changeAccount: (username, change) => patch(accountPath(username), change),
    endSessions: (username) => post(`${accountPath(username)}/sessions/end`, {}),
  };
}
