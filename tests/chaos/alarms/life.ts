import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Injection, straceArguments } from '../historian/kills/strace.ts';
import type { FromLife, LifeSettings, ToLife } from './life-protocol.ts';

const ANSWERS_WITHIN_MS = 60_000;
const LOOK_MS = 2;
const LONGEST_ERROR_TEXT = 2_000;

type Kind = FromLife['kind'];
type Answer<K extends Kind> = Extract<FromLife, { kind: K }>;

/** A gateway's alarms in a process of their own, booted and waiting for `go`. What it says is kept until somebody asks for it. */
export class Life {
  /** How it ended: a signal or an exit code. */
  readonly exited: Promise<string>;
  isOver = false;
  private readonly child: ChildProcess;
  private readonly said: FromLife[] = [];
  private errorText = '';

  /** With an injection the program runs under strace. `cacheFolder` keeps compiled sources for the next one. */
  constructor(settings: LifeSettings, injection: Injection | undefined, cacheFolder: string) {
    const program = fileURLToPath(new URL('./life-main.ts', import.meta.url));
    const command = [process.execPath, program, JSON.stringify(settings)];
    const [binary, ...args] = injection ? ['strace', ...straceArguments(injection), ...command] : command;
    const env = { ...process.env, NODE_COMPILE_CACHE: cacheFolder };
    this.child = spawn(binary!, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit').then(([code, signal]) => {
      this.isOver = true;
      return String(signal ?? code);
    });
    // A pipe into a killed process breaks; that is what it is here for.
    this.child.stdin!.on('error', () => undefined);
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.said.push(JSON.parse(line)));
    this.child.stderr!.on('data', (data: Buffer) => {
      this.errorText = (this.errorText + data).slice(-LONGEST_ERROR_TEXT);
    });
  }

  /** What it complained of; empty when all is well. */
  get complaints(): string {
    return this.errorText;
  }

  tell(command: ToLife): void {
    if (!this.isOver) this.child.stdin!.write(`${JSON.stringify(command)}\n`);
  }

  /** The next thing of this kind it says; undefined when it ended before. Throws when it refuses or is silent. */
  async answer<K extends Kind>(kind: K): Promise<Answer<K> | undefined> {
    const deadline = performance.now() + ANSWERS_WITHIN_MS;
    for (;;) {
      const at = this.said.findIndex((message) => message.kind === kind);
      if (at >= 0) return this.said.splice(at, 1)[0] as Answer<K>;
      const refusal = this.said.find((message) => message.kind === 'refused');
      if (refusal) throw new Error(`the alarms refused to start: ${refusal.problem}`);
      if (this.isOver) return undefined;
      if (performance.now() > deadline)
        throw new Error(`no "${kind}" within ${ANSWERS_WITHIN_MS} ms: ${this.errorText}`);
      await pause(LOOK_MS);
    }
  }

  /** Tells a command and waits for its answer; throws when there is none. */
  async ask<K extends Kind>(command: ToLife, kind: K): Promise<Answer<K>> {
    this.tell(command);
    const answer = await this.answer(kind);
    if (!answer) throw new Error(`it ended (${await this.exited}) without "${kind}": ${this.errorText}`);
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
}
