import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Debian's own Python: the packages of the distribution are nowhere else. */
export const PYTHON = '/usr/bin/python3';
const START_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = 5_000;

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

/** A server in Python that is told what to do in JSON lines and answers each with one. It ends with us, whatever happens. */
export class PythonServer {
  private readonly child: Process;
  private readonly waiting: ((line: string | undefined) => void)[] = [];
  private readonly complaints: string[] = [];
  private readonly exited: Promise<void>;
  private hasEnded = false;

  private constructor(child: Process) {
    this.child = child;
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    this.exited = ended.then(() => {
      this.hasEnded = true;
      for (const tell of this.waiting.splice(0)) tell(undefined);
    });
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.waiting.shift()?.(line));
    createInterface({ input: child.stderr }).on('line', (line) => this.complain(line));
  }

  /** Resolves when it says that it is ready. */
  static async start(script: string, args: readonly string[]): Promise<PythonServer> {
    const child = spawn(PYTHON, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const server = new PythonServer(child);
    await server.nextLine(START_LIMIT_MS);
    return server;
  }

  async command(command: object): Promise<unknown> {
    this.child.stdin.write(`${JSON.stringify(command)}\n`);
    return this.nextLine(ANSWER_LIMIT_MS);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private nextLine(limitMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${why}\n${this.complaints.join('\n')}`));
      const timer = setTimeout(() => fail('the server does not answer'), limitMs);
      this.waiting.push((line) => {
        clearTimeout(timer);
        if (line === undefined) fail('the server has ended');
        else resolve((JSON.parse(line) as { result: unknown }).result);
      });
      if (this.hasEnded) this.waiting.shift()?.(undefined);
    });
  }

  private complain(line: string): void {
    this.complaints.push(line);
    if (this.complaints.length > 50) this.complaints.shift();
  }
}
