import type { z } from 'zod';
import type { bulkResult, deskState, quietCondition, responseCard } from '../../gateway/contract/alarm-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Alarm, AlarmEvent } from '../../gateway/domain/alarm.ts';
import type { Requests } from './requests.ts';

export type WireAlarm = Wire<Alarm>;
export type WireAlarmEvent = Wire<AlarmEvent>;
export type WireCard = Wire<z.infer<typeof responseCard>>;
export type WireStep = WireCard['steps'][number];
export type WireQuiet = Wire<z.infer<typeof quietCondition>>;
export type WireDesk = Wire<z.infer<typeof deskState>>;
export type WireBulkResult = Wire<z.infer<typeof bulkResult>>;

/** What a person does to an alarm or its condition, besides acknowledging it. */
export type AlarmDeed =
  | { readonly what: 'confirm' | 'reset'; readonly note?: string }
  | { readonly what: 'shelve'; readonly mode: 'timed' | 'one-shot'; readonly forMs: number; readonly reason: string }
  | { readonly what: 'unshelve' | 'return-to-service' }
  | {
      readonly what: 'out-of-service';
      readonly reason: string;
      readonly reviewBy: string;
      readonly second?: Credentials;
    }
  | { readonly what: 'disable'; readonly reason: string }
  | { readonly what: 'comment'; readonly note: string };

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface StepTick {
  readonly step: string;
  readonly value?: number | null;
  readonly note?: string | null;
}

export interface MaintenanceWish {
  readonly forMs: number;
  readonly reason: string;
}

/** Alarms over REST. Every method throws ApiError. */
export interface AlarmApi {
  alarms(state: 'open' | 'all', equipment?: string): Promise<WireAlarm[]>;
  alarmEvents(id: string): Promise<WireAlarmEvent[]>;
  acknowledge(id: string, occurrence: number, note?: string): Promise<WireAlarm>;
  /** At most 200; each has a result of its own. */
  acknowledgeMany(alarms: readonly Pick<WireAlarm, 'id' | 'occurrence'>[]): Promise<WireBulkResult[]>;
  /** `id` may be that of the condition where there need be no alarm; then null may come back. */
  act(id: string, deed: AlarmDeed): Promise<WireAlarm | null>;
  card(id: string): Promise<WireCard>;
  tick(id: string, tick: StepTick): Promise<WireCard>;
  quietConditions(): Promise<WireQuiet[]>;
  startMaintenance(equipment: string, wish: MaintenanceWish): Promise<WireDesk>;
  endMaintenance(equipment: string): Promise<WireDesk>;
}

const LIST_LIMIT = 500;

export function createAlarmApi({ get, post, put, remove }: Requests): AlarmApi {
  const one = (id: string): string => `/alarms/${encodeURIComponent(id)}`;
  const maintenance = (id: string): string => `/equipment/${encodeURIComponent(id)}/maintenance`;
  return {
    alarms: (state, equipment) => get('/alarms', { state, equipment, limit: LIST_LIMIT }),
    alarmEvents: (id) => get(`${one(id)}/events`),
    acknowledge: (id, occurrence, note) => post(`${one(id)}/acknowledge`, note ? { occurrence, note } : { occurrence }),
    acknowledgeMany: (alarms) =>
      post('/alarms/acknowledge', { alarms: alarms.map(({ id, occurrence }) => ({ id, occurrence })) }),
    act: (id, { what, ...body }) => post(`${one(id)}/${what}`, body),
    card: (id) => get(`${one(id)}/card`),
    tick: (id, tick) => post(`${one(id)}/ticks`, tick),
    quietConditions: () => get('/alarms/quiet'),
    startMaintenance: (equipment, wish) => put(maintenance(equipment), wish),
    endMaintenance: (equipment) => remove(maintenance(equipment)),
  };
}
