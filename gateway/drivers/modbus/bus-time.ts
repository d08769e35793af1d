import { durationMs } from '../../domain/duration.ts';
import type { ModbusConnection, Table } from './schemas.ts';

/** What a request costs on a line, ms: a fixed part, and more for every register or bit. */
export interface BusTime {
  readonly requestMs: number;
  readonly registerMs: number;
  readonly bitMs: number;
}

const BITS_PER_CHARACTER = 11;
/** Request and answer without the data: 8 + 5 characters. */
const FRAME_CHARACTERS = 13;
/** Common turnaround of a device, and of a device behind a network. */
const TURNAROUND_MS = 5;
/** Above 19200 baud the silent interval no longer shrinks (serial line specification 1.02, 2.5.1.1). */
const SHORTEST_SILENCE_MS = 1.75;

const characterMs = (baudRate: number): number => (BITS_PER_CHARACTER * 1000) / baudRate;

/** The silence that separates RTU frames: 3.5 characters. */
export function silenceMs(baudRate: number): number {
  return baudRate <= 19_200 ? 3.5 * characterMs(baudRate) : SHORTEST_SILENCE_MS;
}

/** Least pause between an answer and the next question. */
export function gapMs(config: ModbusConnection): number {
  if (config.gap !== undefined) return durationMs(config.gap);
  return config.transport === 'tcp' ? 0 : silenceMs(config.baudRate);
}

/** Estimate for a connection before anything has been measured. */
export function busTimeOf(config: ModbusConnection): BusTime {
  const gap = gapMs(config);
  if (config.transport === 'tcp') return { requestMs: TURNAROUND_MS + gap, registerMs: 0.02, bitMs: 0.00125 };
  const character = characterMs(config.baudRate);
  return {
    requestMs: FRAME_CHARACTERS * character + silenceMs(config.baudRate) + gap + TURNAROUND_MS,
    registerMs: 2 * character,
    bitMs: character / 8,
  };
}

export const isBitTable = (table: Table): boolean => table === 'coil' || table === 'discrete';

export function unitCostMs(time: BusTime, table: Table): number {
  return isBitTable(table) ? time.bitMs : time.registerMs;
}

/** What one request takes. */
export function requestTimeMs(time: BusTime, table: Table, count: number): number {
  return time.requestMs + count * unitCostMs(time, table);
}
