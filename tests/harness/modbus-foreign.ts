import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { isLibmodbusMissing, type MbpollLine, mbpollRtu, mbpollTcp, startLibmodbus } from './libmodbus.ts';
import { isPymodbusMissing, startPymodbus } from './pymodbus.ts';
import type { PythonServer } from './python-server.ts';
import { isSerialPairMissing, SerialPair } from './serial-pair.ts';

export type ForeignMaker = 'pymodbus' | 'libmodbus';
export type ForeignTransport = 'tcp' | 'rtu-over-tcp' | 'rtu';

/** Every way we can be joined to a server that is not ours. libmodbus does not offer RTU frames over TCP. */
export const FOREIGN_LINES: readonly (readonly [ForeignMaker, ForeignTransport])[] = [
  ['pymodbus', 'tcp'],
  ['pymodbus', 'rtu-over-tcp'],
  ['pymodbus', 'rtu'],
  ['libmodbus', 'tcp'],
  ['libmodbus', 'rtu'],
];

const BAUD_RATE = 19_200;

/** Whether tests on such a line are to be left out. */
export function isForeignMissing(maker: ForeignMaker, transport: ForeignTransport): boolean {
  const isMakerMissing = maker === 'pymodbus' ? isPymodbusMissing : isLibmodbusMissing;
  // mbpoll looks at every line from the other side.
  return isMakerMissing || isLibmodbusMissing || (transport === 'rtu' && isSerialPairMissing);
}

export interface ForeignLine {
  readonly server: PythonServer;
  /** As in the site file. */
  readonly connection: object;
  /** How mbpoll reaches the server; over RTU only while we do not. */
  readonly mbpollLine: MbpollLine;
}

/** A server of another maker on a free port, or at the far end of a serial cable of its own; gone when the test ends. */
export async function foreignLine(maker: ForeignMaker, transport: ForeignTransport): Promise<ForeignLine> {
  const line = transport === 'rtu' ? await serialLine(maker) : await networkLine(maker, transport);
  onTestFinished(() => line.server.stop());
  return line;
}

async function networkLine(maker: ForeignMaker, transport: 'tcp' | 'rtu-over-tcp'): Promise<ForeignLine> {
  const port = await freePort();
  const server = await (maker === 'libmodbus' ? startLibmodbus.tcp(port) : startPymodbus[transport](port));
  const speed = transport === 'tcp' ? {} : { baudRate: BAUD_RATE };
  return { server, connection: { transport, host: '127.0.0.1', port, ...speed }, mbpollLine: mbpollTcp(port) };
}

async function serialLine(maker: ForeignMaker): Promise<ForeignLine> {
  const pair = await SerialPair.open();
  onTestFinished(() => pair.close());
  const start = maker === 'libmodbus' ? startLibmodbus : startPymodbus;
  const server = await start.rtu(pair.theirs, BAUD_RATE);
  const parity = maker === 'libmodbus' ? 'even' : 'none';
  const connection = { transport: 'rtu', path: pair.ours, baudRate: BAUD_RATE, parity };
  return { server, connection, mbpollLine: ['-P', parity, ...mbpollRtu(pair.ours, BAUD_RATE)] };
}
