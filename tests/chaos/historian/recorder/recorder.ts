import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { REPOSITORY } from '../../../harness/child.ts';
import type { FromRecorder, OrderKind, Orders, RecorderSettings } from './messages.ts';

const LINES_KEPT = 500;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The gateway side as a process of its own, which can be killed. */
export class Recorder {
  /** The newest number that the gateway has said to be on its disk. */
  durableSeq = 0;
  /** What it logged, newest last. */
  readonly warnings: string[] = [];
  readonly errors: string[] = [];
  private readonly process: ChildProcess;
  private readonly exited: Promise<unknown>;
  private readonly ready = Promise.withResolvers<void>();
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private isEnding = false;

  private constructor(settings: RecorderSettings) {
    this.process = fork('tests/chaos/historian/recorder/main.ts', [JSON.stringify(settings)], {
      cwd: REPOSITORY,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.exited = once(this.process, 'exit').then(() => this.end());
    this.process.on('message', (message: FromRecorder) => this.take(message));
    this.process.stderr?.on('data', (bytes) => keep(this.errors, String(bytes)));
  }

  /** Resolves when its historian is open. */
  static async start(settings: RecorderSettings): Promise<Recorder> {
    const recorder = new Recorder(settings);
    await recorder.ready.promise;
    return recorder;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Rejects when it cannot do it, or has ended. */
  ask<K extends OrderKind>(kind: K, takes: Orders[K]['takes']): Promise<Orders[K]['answers']> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      // It answers an order of kind K as Orders says.
      this.waiting.set(id, { resolve: (answer) => resolve(answer as Orders[K]['answers']), reject });
      if (!this.process.connected) this.end();
      // When it has just ended, that ends the wait as well.
      else this.process.send({ id, kind, takes }, () => undefined);
    });
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.isEnding = true;
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGKILL');
    await this.exited;
  }

  /** In order, and gone even when that fails. */
  async stop(): Promise<void> {
    this.isEnding = true;
    try {
      await this.ask('close', {});
    } finally {
      await this.kill();
    }
  }

  private take(message: FromRecorder): void {
    switch (message.type) {
      case 'ready':
        this.ready.resolve();
        break;
      case 'durable':
        this.durableSeq = Math.max(this.durableSeq, message.seq);
        break;
      case 'log':
        keep(message.level === 'error' ? this.errors : this.warnings, message.text);
        break;
      case 'answer':
        this.settle(message.id)?.resolve(message.answer);
        break;
      case 'failure':
        this.settle(message.id)?.reject(new Error(message.text));
        break;
    }
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private end(): void {
    const error = new Error(`the gateway side has ended:\n${this.errors.join('\n')}`);
    if (!this.isEnding) keep(this.errors, 'the process ended by itself');
    this.ready.reject(error);
    // Nobody may be waiting for it any more.
    this.ready.promise.catch(() => undefined);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function keep(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > LINES_KEPT) lines.shift();
}
