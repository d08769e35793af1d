import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from './child.ts';
import { PYTHON, PythonServer } from './python-server.ts';

const MBPOLL = '/usr/bin/mbpoll';
const SCRIPT = join(REPOSITORY, 'tests/harness/libmodbus-server.py');
const isInstalled =
  [PYTHON, MBPOLL].every((path) => existsSync(path)) && globSync('/usr/lib/*/libmodbus.so.5').length > 0;

/** Whether tests against libmodbus and mbpoll are to be left out: they are not installed, and nobody insists. */
export const isLibmodbusMissing = !isInstalled && process.env.PLANTROOM_REQUIRE_SERVERS !== '1';

/** Unit 1, a thousand addresses per table; any number of masters on TCP. On a serial line: even parity. */
export const startLibmodbus = {
  tcp: (port: number): Promise<PythonServer> => PythonServer.start(SCRIPT, ['tcp', String(port)]),
  rtu: (path: string, baudRate: number): Promise<PythonServer> =>
    PythonServer.start(SCRIPT, ['rtu', path, String(baudRate)]),
};

const run = promisify(execFile);
/** As mbpoll names the tables. */
const TABLE = { coil: '0', discrete: '1', input: '3:hex', holding: '4:hex' } as const;

/** Where mbpoll goes: `-m tcp -p 502 127.0.0.1`, or `-m rtu -b 19200 /dev/ttyUSB0`, device or host last. */
export type MbpollLine = readonly string[];
export const mbpollTcp = (port: number): MbpollLine => ['-m', 'tcp', '-p', String(port), '127.0.0.1'];
export const mbpollRtu = (path: string, baudRate: number): MbpollLine => ['-m', 'rtu', '-b', String(baudRate), path];

/** What mbpoll, which is another master on libmodbus, reads from address `at` (zero-based) on. */
export async function mbpoll(
  line: MbpollLine,
  table: keyof typeof TABLE,
  at: number,
  count = 1,
  unit = 1,
): Promise<number[]> {
  const what = ['-1', '-0', '-a', String(unit), '-t', TABLE[table], '-r', String(at), '-c', String(count)];
  const { stdout } = await run(MBPOLL, [...what, ...line], { timeout: 10_000 });
  return [...stdout.matchAll(/^\[\d+\]:\s+(0x[0-9A-F]+|\d+)/gm)].map((match) => Number(match[1]));
}
