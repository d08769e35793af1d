import { busTimeOf, requestTimeMs } from './bus-time.ts';
import type { ModbusConnection, Table } from './schemas.ts';

/** How long to wait for a whole answer to a question for so many registers or bits, if the device may think for `allowedMs`. */
export type TimeLimit = (allowedMs: number, table: Table, count: number) => number;

/** On a serial line question and answer take their own time on the wire, which at low speed is longer than any device thinks. */
export function timeLimitOf(config: ModbusConnection): TimeLimit {
  if (config.transport === 'tcp') return (allowedMs) => allowedMs;
  const time = busTimeOf(config);
  return (allowedMs, table, count) => allowedMs + requestTimeMs(time, table, count);
}
