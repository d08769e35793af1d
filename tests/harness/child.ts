import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const REPOSITORY = resolve(import.meta.dirname, '../..');

/** A program of ours run as its user runs it. Output is kept (bounded), and awaited line by line. */
export class Child {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  private readonly lines: string[] = [];
  private readonly waiters = new Set<() => void>();

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.process = spawn(process.execPath, [...args], {
      cwd: REPOSITORY,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.exited = once(this.process, 'exit').then(([code]) => code as number | null);
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => this.take(line));
    }
    void this.exited.then(() => this.wake());
  }

  get output(): string {
    return this.lines.join('\n');
  }

  /** The first line, past or to come, that matches. Fails when the program ends before or the limit passes. */
  async line(pattern: RegExp, limitMs = 60_000): Promise<RegExpMatchArray> {
    const deadline = Date.now() + limitMs;
    for (let from = 0; ; ) {
      for (; from < this.lines.length; from++) {
        const match = this.lines[from]!.match(pattern);
        if (match) return match;
      }
      if (this.process.exitCode !== null || this.process.signalCode !== null)
        throw new Error(`ended without ${pattern}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`no line ${pattern} within ${limitMs} ms:\n${this.output}`);
      await this.nextLine(deadline - Date.now());
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    return this.exited;
  }

  private take(line: string): void {
    this.lines.push(line);
    if (this.lines.length > 5000) this.lines.splice(0, 1000);
    this.wake();
  }

  private wake(): void {
    for (const waiter of this.waiters) waiter();
  }

  private nextLine(limitMs: number): Promise<void> {
    return new Promise((done) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.waiters.delete(finish);
        done();
      };
      const timer = setTimeout(finish, limitMs);
      this.waiters.add(finish);
    });
  }
}
