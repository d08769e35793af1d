import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

const BINARY = '/usr/bin/socat';
const START_LIMIT_MS = 5_000;

/** Whether tests on a serial line are to be left out: socat is not installed, and nobody insists. */
export const isSerialPairMissing = !existsSync(BINARY) && process.env.PLANTROOM_REQUIRE_SERVERS !== '1';

/** Two serial ports joined by a null-modem cable, made of pseudo-terminals by socat. */
export class SerialPair {
  /** Paths of the two ends; they stay the same when the cable is pulled and plugged again. */
  readonly ours: string;
  readonly theirs: string;
  private readonly folder: string;
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();

  private constructor(folder: string) {
    this.folder = folder;
    this.ours = join(folder, 'ttyOurs');
    this.theirs = join(folder, 'ttyTheirs');
  }

  static async open(): Promise<SerialPair> {
    const pair = new SerialPair(await mkdtemp(join(tmpdir(), 'plantroom-serial-')));
    await pair.plug();
    return pair;
  }

  /** Both ports appear. */
  async plug(): Promise<void> {
    const end = (path: string): string => `pty,rawer,link=${path}`;
    const child = spawn(BINARY, [end(this.ours), end(this.theirs)], { stdio: 'ignore' });
    this.child = child;
    this.exited = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    const areThere = async (): Promise<true | undefined> =>
      existsSync(this.ours) && existsSync(this.theirs) ? true : undefined;
    await eventually(areThere, START_LIMIT_MS, 'two serial ports');
  }

  /** Both ports are gone, as when an adapter is pulled out. */
  async unplug(): Promise<void> {
    this.child?.kill('SIGTERM');
    await this.exited;
    await Promise.all([this.ours, this.theirs].map((path) => rm(path, { force: true })));
  }

  async close(): Promise<void> {
    await this.unplug();
    await rm(this.folder, { recursive: true, force: true });
  }
}
