import type { z } from 'zod';
import type { alarmPerformance } from '../../gateway/contract/performance-routes.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WirePerformance = Wire<z.infer<typeof alarmPerformance>>;
export type WireMeasure = WirePerformance['perHour'];
export type WireCount = WirePerformance['mostFrequent'][number];
export type WireStanding = WirePerformance['standing'][number];

/** How well the alarms serve the people at the desk. Throws ApiError. */
export interface PerformanceApi {
  alarmPerformance(fromMs: number, toMs: number): Promise<WirePerformance>;
}

export function createPerformanceApi({ get }: Requests): PerformanceApi {
  return { alarmPerformance: (from, to) => get('/alarms/performance', { from, to }) };
}
