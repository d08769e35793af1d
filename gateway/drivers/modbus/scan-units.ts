import { durationMs } from '../../domain/duration.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ScanRow, ToolContext } from '../../ports/driver-tools.ts';
import type { ModbusClient } from './client.ts';
import { exceptionText, meaningOf } from './exceptions.ts';
import type { Answer } from './question.ts';
import type { ModbusConnection } from './schemas.ts';
import { timeLimitOf } from './time-limit.ts';
import { withLine } from './tool-client.ts';

interface Range {
  readonly from: number;
  readonly to: number;
  readonly pauseMs: number;
}

/** Which units answer: each is asked for its first holding register, and if silent for its first input register. */
export function scanUnits(context: ToolContext<ModbusConnection>, range: Range): AsyncIterable<ScanRow> {
  return withLine(context, (client) => scanWith(client, context, range));
}

async function* scanWith(
  client: ModbusClient,
  { config, clock, signal }: ToolContext<ModbusConnection>,
  { from, to, pauseMs }: Range,
): AsyncGenerator<ScanRow> {
  const timeoutMs = timeLimitOf(config)(durationMs(config.timeout), 'holding', 1);
  for (let unit = from; unit <= to && !signal.aborted; unit++) {
    if (unit > from) await rest(clock, pauseMs, signal);
    if (!signal.aborted) yield await scanUnit(client, unit, timeoutMs);
  }
}

async function scanUnit(client: ModbusClient, unit: number, timeoutMs: number): Promise<ScanRow> {
  const first = { unit, start: 0, count: 1, timeoutMs };
  const place = `unit ${unit}`;
  const row = rowFrom(place, 'holding', await client.ask({ ...first, table: 'holding' }));
  return row ?? rowFrom(place, 'input', await client.ask({ ...first, table: 'input' })) ?? silent(place);
}

const silent = (place: string): ScanRow => ({ place, answers: false, detail: 'no answer' });

/** Undefined when nobody has answered. A refusal is an answer, unless it is a gateway's that there is nobody. */
function rowFrom(place: string, table: 'holding' | 'input', answer: Answer): ScanRow | undefined {
  switch (answer.kind) {
    case 'data':
      return { place, answers: true, detail: `${table} 0x0000 = ${answer.bytes.readUInt16BE(0)}` };
    case 'exception': {
      const isThere = meaningOf(answer.code).kind !== 'unreachable';
      return { place, answers: isThere, detail: exceptionText(answer.code) };
    }
    case 'link-lost':
      return { place, answers: false, detail: answer.detail };
    case 'timeout':
    case 'garbled':
      return undefined;
  }
}

function rest(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(ms, resolve);
  const stop = (): void => {
    timer.cancel();
    resolve();
  };
  signal.addEventListener('abort', stop, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', stop));
}
