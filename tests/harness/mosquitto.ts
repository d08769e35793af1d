import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
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
  /** Further lines of mosquitto.conf; anonymous access on loopback unless they say otherwise. */
  readonly config?: string;
}

/** Starts Debian's mosquitto on a free loopback port with a folder of its own, and waits until it answers. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'plantroom-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  await writeFile(file, `${options.config ?? 'allow_anonymous true'}\nlistener ${port} 127.0.0.1\npersistence false\n`);
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
  return { url: `mqtt://127.0.0.1:${port}`, port, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
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
