import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../harness/eventually.ts';

const PLUG_LIMIT_MS = 5_000;

/** A pseudo-terminal under a fixed name, joined to a slave that speaks RTU; made with socat. */
export class PtyLine {
  readonly path: string;
  private readonly folder: string;
  private readonly slavePort: number;
  private socat: ChildProcess | undefined;

  private constructor(folder: string, slavePort: number) {
    this.folder = folder;
    this.path = join(folder, 'tty');
    this.slavePort = slavePort;
  }

  static async start(slavePort: number): Promise<PtyLine> {
    const line = new PtyLine(await mkdtemp(join(tmpdir(), 'plantroom-chaos-')), slavePort);
    await line.plug();
    return line;
  }

  /** Settles when the port is there. */
  async plug(): Promise<void> {
    const terminal = `PTY,link=${this.path},raw,echo=0`;
    this.socat = spawn('socat', [terminal, `TCP:127.0.0.1:${this.slavePort},nodelay`], { stdio: 'ignore' });
    await eventually(async () => existsSync(this.path) || undefined, PLUG_LIMIT_MS, 'socat makes a terminal');
  }

  /** Settles when the port is gone. */
  async unplug(): Promise<void> {
    const { socat } = this;
    this.socat = undefined;
    if (!socat || socat.exitCode !== null) return;
    socat.kill('SIGKILL');
    await once(socat, 'exit');
    await rm(this.path, { force: true });
  }

  async stop(): Promise<void> {
    await this.unplug();
    await rm(this.folder, { recursive: true, force: true });
  }
}
