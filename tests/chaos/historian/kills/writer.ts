import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Injection, straceArguments } from './strace.ts';
import type { FromWriter, ToWriter, WriterSettings } from './writer-protocol.ts';

const ANSWERS_WITHIN_MS = 60_000;
const LONGEST_ERROR_TEXT = 2_000;

type Kind = FromWriter['kind'];
type Answer<K extends Kind> = Extract<FromWriter, { kind: K }>;

/** A writer process, booted and waiting for `go`. What it says is kept until somebody asks for it. */
export class Writer {
  /** How it ended: a signal or an exit code. */
  readonly exited: Promise<string>;
  isOver = false;
  private readonly child: ChildProcess;
  private readonly said: FromWriter[] = [];
  private readonly changed = new Set<() => void>();
  private errorText = '';

  /**
   * With an injection the program runs under strace, which makes a system call fail, wait or kill.
   * `cacheFolder` keeps compiled sources, so that a thousand starts do not compile them a thousand times.
   */
  constructor(settings: WriterSettings, injection?: Injection, cacheFolder?: string) {
    const program = fileURLToPath(new URL('./writer-main.ts', import.meta.url));
    const command = [process.execPath, program, JSON.stringify(settings)];
    const [binary, ...args] = injection ? ['strace', ...straceArguments(injection), ...command] : command;
    const env = cacheFolder ? { ...process.env, NODE_COMPILE_CACHE: cacheFolder } : process.env;
    this.child = spawn(binary!, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit').then(([code, signal]) => {
      this.isOver = true;
      this.wake();
      return String(signal ?? code);
    });
    // A pipe into a killed process breaks; that is what it is here for.
    this.child.stdin!.on('error', () => undefined);
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.hear(line));
    this.child.stderr!.on('data', (data: Buffer) => {
      this.errorText = (this.errorText + data).slice(-LONGEST_ERROR_TEXT);
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What it complained of; empty when all is well. */
  get complaints(): string {
    return this.errorText;
  }

  tell(command: ToWriter): void {
    if (!this.isOver) this.child.stdin!.write(`${JSON.stringify(command)}\n`);
  }

  /** The next thing of this kind it says; undefined when it ended before. */
  async answer<K extends Kind>(kind: K): Promise<Answer<K> | undefined> {
    const deadline = performance.now() + ANSWERS_WITHIN_MS;
    for (;;) {
      const at = this.said.findIndex((message) => message.kind === kind);
      if (at >= 0) return this.said.splice(at, 1)[0] as Answer<K>;
      const refusal = this.said.find((message) => message.kind === 'refused');
      if (refusal) throw new Error(`the historian refused to open: ${refusal.problem}`);
      if (this.isOver) return undefined;
      if (performance.now() > deadline)
        throw new Error(`no "${kind}" within ${ANSWERS_WITHIN_MS} ms\n${this.errorText}`);
      await this.change(deadline - performance.now());
    }
  }

  /** Tells a command and waits for its answer; throws when there is none. */
  async ask<K extends Kind>(command: ToWriter, kind: K): Promise<Answer<K>> {
    this.tell(command);
    const answer = await this.answer(kind);
    if (!answer) throw new Error(`the writer ended (${await this.exited}) without "${kind}"\n${this.errorText}`);
    return answer;
  }

  kill(): void {
    if (!this.isOver) this.child.kill('SIGKILL');
  }

  /** For cleaning up: kills it and waits until it is gone. */
  async remove(): Promise<void> {
    this.kill();
    await this.exited;
  }

  private hear(line: string): void {
    this.said.push(JSON.parse(line));
    this.wake();
  }

  private wake(): void {
    for (const tell of this.changed) tell();
  }

  private change(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.changed.delete(finish);
        resolve();
      };
      const timer = setTimeout(finish, limitMs);
      this.changed.add(finish);
    });
  }
}
