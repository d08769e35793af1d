import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ModbusConnection } from './schemas.ts';

/** A socket or serial port, opening or open. */
export interface Line {
  readonly stream: Duplex;
  /** Settles once the line is open, or cannot be opened or was destroyed first. */
  readonly opened: Promise<void>;
  /** Ends it politely; `close` of the stream follows if the peer agrees. */
  end(): void;
  /** Ends it at once; settles when the handle is free for another. */
  destroy(): Promise<void>;
}

type NetworkConnection = Exclude<ModbusConnection, { transport: 'rtu' }>;
type SerialConnection = Extract<ModbusConnection, { transport: 'rtu' }>;

const KEEPALIVE_MS = 10_000;

/** Begins to open what a connection says. */
export function openLine(config: ModbusConnection): Promise<Line> {
  return config.transport === 'rtu' ? openSerial(config) : Promise.resolve(openSocket(config));
}

function openSocket({ host, port }: NetworkConnection): Line {
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS });
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before it was open')));
  });
  const destroy = async (): Promise<void> => void socket.destroy();
  return { stream: socket, opened, end: () => void socket.end(), destroy };
}

/** The serial binding is native and optional, so it is only loaded for a line that needs it. */
async function openSerial(config: SerialConnection): Promise<Line> {
  const { SerialPort } = await import('serialport');
  const { path, baudRate, dataBits, stopBits, parity } = config;
  // hupcl false: DTR stays up when the port is reopened after a timeout; dropping it resets some adapters.
  const port = new SerialPort({ path, baudRate, dataBits, stopBits, parity, hupcl: false, autoOpen: false });
  const opened = new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
  const close = (): Promise<void> => new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()));
  const destroy = (): Promise<void> => opened.then(close, close);
  return { stream: port, opened, end: () => void destroy(), destroy };
}
