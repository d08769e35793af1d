import { SerialPort } from 'serialport';
import type { Clock } from '../../ports/clock.ts';
import type { Line } from './line.ts';
import type { ModbusConnection } from './schemas.ts';

type SerialConnection = Extract<ModbusConnection, { transport: 'rtu' }>;

const LOOK_EVERY_MS = 100;

/** Begins to open a serial port, for ourselves alone. */
export function openSerialLine(config: SerialConnection, clock: Clock): Line {
  const { path, baudRate, dataBits, stopBits, parity } = config;
  // hupcl false: DTR stays up when the port is reopened after a timeout; dropping it resets some adapters.
  const port = new SerialPort({ path, baudRate, dataBits, stopBits, parity, hupcl: false, autoOpen: false });
  const opened = new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
  opened.then(() => watchForHangup(port, clock)).catch(() => undefined);
  const close = (): Promise<void> => closePort(port);
  const destroy = (): Promise<void> => opened.then(close, close);
  return { stream: port, opened, end: destroy, destroy };
}

function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    if (port.closing) port.once('close', () => resolve());
    else if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
}

/**
 * A port whose adapter was pulled out reads as end of file, which the library takes for "nothing yet" and asks again for
 * ever. Every other question to such a port fails, so one is asked now and then.
 */
function watchForHangup(port: SerialPort, clock: Clock): void {
  const gone = (): void => {
    if (port.isOpen) port.close(() => undefined, new Error('the serial port is gone'));
  };
  const timer = clock.every(LOOK_EVERY_MS, () => void port.port?.getBaudRate().catch(gone));
  port.once('close', () => timer.cancel());
}
