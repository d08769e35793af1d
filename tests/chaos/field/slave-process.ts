import { Child } from '../../harness/child.ts';
import { freePort, freePorts } from '../../harness/free-port.ts';

/** The lines a slave process serves, at consecutive ports. */
export interface SlaveLines {
  readonly lines: readonly {
    readonly framing: 'mbap' | 'rtu';
    readonly connection: number;
    readonly units: readonly number[];
    /** Speed of the serial side, to answer no faster than such a line can; as fast as possible when absent. */
    readonly baudRate?: number;
  }[];
}

/** Slaves in a process of their own. */
export class SlaveProcess {
  /** Of the first line. */
  readonly port: number;
  private readonly setup: SlaveLines;
  private child: Child;

  private constructor(setup: SlaveLines, port: number) {
    this.setup = setup;
    this.port = port;
    this.child = this.spawn();
  }

  static async start(setup: SlaveLines): Promise<SlaveProcess> {
    const { length } = setup.lines;
    const slave = new SlaveProcess(setup, length === 1 ? await freePort() : await freePorts(length));
    await slave.child.line(/^ready$/);
    return slave;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.process.kill(signal);
  }

  /** From now on these lines, or of the first line these units, do not answer. */
  mute(which: 'lines' | 'units', numbers: readonly number[]): void {
    this.child.process.stdin?.write(`mute ${which} ${numbers.join(' ')}\n`);
  }

  async kill(): Promise<void> {
    await this.child.kill();
  }

  /** Settles when it answers again. */
  async restart(): Promise<void> {
    this.child = this.spawn();
    await this.child.line(/^ready$/);
  }

  private spawn(): Child {
    return new Child(['tests/chaos/field/slave-main.ts', String(this.port), JSON.stringify(this.setup)]);
  }
}
