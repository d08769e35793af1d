import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './child.ts';
import { PythonServer } from './python-server.ts';

const PACKAGES = ['pymodbus', 'serial', 'serial_asyncio'].map((name) => `/usr/lib/python3/dist-packages/${name}`);
const SCRIPT = join(REPOSITORY, 'tests/harness/pymodbus-server.py');

/** Whether tests against pymodbus are to be left out: it is not installed, and nobody insists. */
export const isPymodbusMissing = !PACKAGES.every(existsSync) && process.env.PLANTROOM_REQUIRE_SERVERS !== '1';

/** Units 1, 2 and 17, a thousand addresses per table. On a serial line: no parity. */
export const startPymodbus = {
  tcp: (port: number): Promise<PythonServer> => PythonServer.start(SCRIPT, ['tcp', String(port)]),
  'rtu-over-tcp': (port: number): Promise<PythonServer> => PythonServer.start(SCRIPT, ['rtu-over-tcp', String(port)]),
  rtu: (path: string, baudRate: number): Promise<PythonServer> =>
    PythonServer.start(SCRIPT, ['rtu', path, String(baudRate)]),
};
