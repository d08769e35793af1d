import type { z } from 'zod';
import type { meterRunBrief, meterRunWithEvents, meterState } from '../../gateway/contract/meter-run-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';
import { revive } from './revive.ts';

export type MeterState = z.infer<typeof meterState>;
export type MeterRunBrief = z.infer<typeof meterRunBrief>;
export type MeterRun = z.infer<typeof meterRunWithEvents>;
export type RunLine = MeterRun['body']['lines'][number];

/** Meters and the runs over them over REST, with instants in ms. Every method throws ApiError. */
export interface MeterRunApi {
  /** In walking order. */
  meters(): Promise<MeterState[]>;
  meterRuns(): Promise<MeterRunBrief[]>;
  meterRun(id: number): Promise<MeterRun>;
  beginMeterRun(reason: string): Promise<MeterRun>;
}

export function createMeterRunApi({ get, post }: Requests): MeterRunApi {
  return {
    meters: async () => revive<MeterState[]>(await get<Wire<MeterState[]>>('/meters')),
    meterRuns: async () => revive<MeterRunBrief[]>(await get<Wire<MeterRunBrief[]>>('/meter-runs')),
    meterRun: async (id) => revive<MeterRun>(await get<Wire<MeterRun>>(`/meter-runs/${id}`)),
    beginMeterRun: async (reason) => revive<MeterRun>(await post<Wire<MeterRun>>('/meter-runs', { reason })),
  };
}

/** Where the sheet of a run, or what the charging program takes, can be had as a file. */
export const meterRunFileUrl = (id: number, what: 'sheet' | 'billing', format: 'csv' | 'xlsx', language: string) =>
  `/api/v1/meter-runs/${id}/export?${new URLSearchParams({ what, format, language })}`;
