import { durationMs } from '../../domain/duration.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import { gapMs } from './bus-time.ts';
import { ModbusClient } from './client.ts';
import { openLine } from './open-line.ts';
import type { ModbusConnection } from './schemas.ts';

/** What a tool works with. */
export interface ToolBench {
  readonly config: ModbusConnection;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Opens a line that carries reads only, does the work and closes everything whichever way it ends, at once when `signal`
 * says so. Throws FIELD_UNREACHABLE when the line cannot be opened.
 */
export async function* withLine<Row>(
  { config, clock, signal }: ToolBench,
  work: (client: ModbusClient) => AsyncIterable<Row>,
): AsyncGenerator<Row> {
  if (signal.aborted) return;
  const settings = {
    framing: config.transport === 'tcp' ? 'mbap' : 'rtu',
    connectTimeoutMs: durationMs(config.timeout),
    gapMs: gapMs(config),
    mayWrite: false,
    open: () => openLine(config, clock),
  } as const;
  const client = new ModbusClient(settings, clock, () => undefined);
  const stop = (): void => void client.disconnect();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const failure = await client.connect();
    if (failure && !signal.aborted)
      throw new PlantroomError('FIELD_UNREACHABLE', `${lineOf(config)}: ${failure.detail}`);
    for await (const row of work(client)) {
      if (signal.aborted) return;
      yield row;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await client.disconnect();
  }
}

function lineOf(config: ModbusConnection): string {
  return config.transport === 'rtu' ? config.path : `${config.host}:${config.port}`;
}
