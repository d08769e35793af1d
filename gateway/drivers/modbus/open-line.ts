import { connect } from 'node:net';
import type { Clock } from '../../ports/clock.ts';
import type { Line } from './line.ts';
import type { ModbusConnection } from './schemas.ts';

type NetworkConnection = Exclude<ModbusConnection, { transport: 'rtu' }>;

const KEEPALIVE_MS = 10_000;

/** Begins to open what a connection says. The serial binding is native and optional, so it is only loaded for a line that needs it. */
export async function openLine(config: ModbusConnection, clock: Clock): Promise<Line> {
  if (config.transport !== 'rtu') return openSocket(config);
  const { openSerialLine } = await import('./serial-line.ts');
  return openSerialLine(config, clock);
}

function openSocket({ host, port }: NetworkConnection): Line {
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before it was open')));
  });
  const end = (): Promise<void> => {
    socket.end();
    return closed;
  };
  const destroy = async (): Promise<void> => void socket.destroy();
  return { stream: socket, opened, end, destroy };
}
