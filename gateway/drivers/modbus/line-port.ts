import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../ports/clock.ts';
import { EMPTY, type Framer, isReadFunction, isWriteFunction } from './frames.ts';

/**
 * The port modbus-serial works on. The library's own ports lose answers, mix them up and hide that a connection broke;
 * this one sends through a framer, hands up only whole answers to the question asked, and tells of everything else:
 * `data` an answer, `garbled` that what came makes no sense.
 */
export class LinePort extends EventEmitter {
  readonly isOpen = true;
  /** When the last byte came, monotonic ms. */
  heardAt = Number.NEGATIVE_INFINITY;
  /** For the next request; see Framer. */
  ignoreNumber = false;
  private readonly stream: Duplex;
  private readonly framer: Framer;
  private readonly clock: Clock;
  private readonly mayWrite: boolean;
  private request: Buffer = EMPTY;
  private answer: Buffer = EMPTY;

  constructor(stream: Duplex, framer: Framer, clock: Clock, mayWrite: boolean) {
    super();
    this.stream = stream;
    this.framer = framer;
    this.clock = clock;
    this.mayWrite = mayWrite;
    stream.on('data', (chunk: Buffer) => this.receive(chunk));
  }

  /** The stream is open before the port is made. */
  open(callback: (error?: Error) => void): void {
    callback();
  }

  /** The last place where a request can be stopped: whoever calls, a line without writable points carries reads only. Else it throws. */
  write(request: Buffer): void {
    const code = request[1]!;
    if (!isReadFunction(code) && !(this.mayWrite && isWriteFunction(code))) {
      throw new Error(`function ${code} is not allowed on this connection`);
    }
    this.request = request;
    this.stream.write(this.framer.ask(request, this.ignoreNumber));
  }

  /**
   * How the answer to a write differs from what was sent; undefined if it does not. An echo repeats the address, and the
   * value or quantity, in bytes 2 to 5 (application protocol 1.1b3, 6.5, 6.6, 6.11, 6.12).
   */
  echoProblem(): string | undefined {
    const sent = [this.request.readUInt16BE(2), this.request.readUInt16BE(4)] as const;
    const confirmed = [this.answer.readUInt16BE(2), this.answer.readUInt16BE(4)] as const;
    if (confirmed[0] !== sent[0]) return `address ${confirmed[0]} confirmed instead of ${sent[0]}`;
    if (confirmed[1] !== sent[1]) return `value ${confirmed[1]} confirmed instead of ${sent[1]}`;
    return undefined;
  }

  private receive(chunk: Buffer): void {
    this.heardAt = this.clock.monotonicMs();
    const verdict = this.framer.feed(chunk);
    if (verdict.kind === 'answer') {
      this.answer = verdict.frame;
      this.emit('data', verdict.frame);
    }
    if (verdict.kind === 'garbled') this.emit('garbled', verdict.detail);
  }
}
