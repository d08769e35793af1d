import { spawn } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

const BINARY = '/usr/sbin/mosquitto';
const START_LIMIT_MS = 5_000;

/** Whether tests against a real mosquitto are to be left out: it is not installed, and nobody insists. */
export const isMosquittoMissing = !existsSync(BINARY) && process.env.PLANTROOM_REQUIRE_SERVERS !== '1';

export interface Mosquitto {
  readonly url: string;
  readonly port: number;
  /** Ends it cleanly. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface MosquittoOptions {
  readonly port?: number;
  /** Further lines of mosquitto.conf; anonymous access on loopback unless they say otherwise. `{folder}` is where `files` are. */
  readonly config?: string;
  /** Texts of further files by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** With these the broker speaks TLS; `ca` makes it ask clients for a certificate of that authority. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string };
}

/** A line for a password file. */
export function passwordLine(username: string, password: string): string {
  const { salt, hash, rounds } = hashedPassword(password);
  return `${username}:$7$${rounds}$${salt}$${hash}\n`;
}

const ROUNDS = 101;

/** As mosquitto 2 keeps passwords: PBKDF2 with SHA-512, in base64. */
export function hashedPassword(password: string): {
  readonly salt: string;
  readonly hash: string;
  readonly rounds: number;
} {
  const salt = randomBytes(12);
  const hash = pbkdf2Sync(password, salt, ROUNDS, 64, 'sha512');
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), rounds: ROUNDS };
}

/** Starts Debian's mosquitto on a free loopback port with a folder of its own, and waits until it answers. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'plantroom-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  for (const [name, text] of Object.entries(options.files ?? {}))
    await writeFile(join(folder, name), text, { mode: 0o600 });
  await writeFile(file, configOf(options, port).replaceAll('{folder}', folder));
  const child = spawn(BINARY, ['-c', file], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(port, exited);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  const scheme = options.tls ? 'mqtts' : 'mqtt';
  return { url: `${scheme}://127.0.0.1:${port}`, port, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function configOf({ config = 'allow_anonymous true', tls }: MosquittoOptions, port: number): string {
  const certificates = tls ? [`certfile ${tls.cert}`, `keyfile ${tls.key}`] : [];
  const clients = tls?.ca ? [`cafile ${tls.ca}`, 'require_certificate true'] : [];
  const listener = [`listener ${port} 127.0.0.1`, ...certificates, ...clients];
  return [`user ${userInfo().username}`, 'persistence false', config, ...listener, ''].join('\n');
}

/** Knocks until the port accepts, the process ends, or the time is up. */
async function answers(port: number, exited: Promise<void>): Promise<void> {
  let isOver = false;
  void exited.then(() => {
    isOver = true;
  });
  const deadline = performance.now() + START_LIMIT_MS;
  while (!isOver && performance.now() < deadline) {
    if (await accepts(port)) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`mosquitto did not start on port ${port}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
