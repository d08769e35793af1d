import { connect, type Socket } from 'node:net';
import { BatchBuilder, type SampleBatch } from '../../../../gateway/domain/sample.ts';
import { BLOCK_BYTES, FIELDS } from '../devices/block.ts';

/** The connection to the devices: one question under way, its answer as a batch of samples with the device's own time. */
export class Poller {
  private readonly socket: Socket;
  private readonly answerBytes: number;
  private readonly batch: BatchBuilder;
  private received: Buffer = Buffer.alloc(0);
  private waiting: (() => void) | undefined;

  private constructor(socket: Socket, devices: number) {
    this.socket = socket;
    this.answerBytes = devices * BLOCK_BYTES;
    this.batch = new BatchBuilder(devices * FIELDS.length);
    socket.on('data', (bytes) => this.take(bytes));
  }

  static connect(port: number, devices: number): Promise<Poller> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(new Poller(socket, devices)));
      socket.once('error', reject);
    });
  }

  /** Number of the answers and the samples of all devices; the batch is valid until the next poll. */
  async poll(): Promise<{ readonly seq: number; readonly samples: SampleBatch }> {
    this.socket.write('?');
    await new Promise<void>((resolve) => {
      this.waiting = resolve;
      this.take(Buffer.alloc(0));
    });
    const bytes = this.received.subarray(0, this.answerBytes);
    const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    this.received = this.received.subarray(this.answerBytes);
    this.batch.clear();
    for (let i = 0; i < numbers.length; i++) this.batch.add(i, numbers[i]!, 0, clockOf(numbers, i));
    return { seq: numbers[0]!, samples: this.batch };
  }

  close(): void {
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.received = this.received.length === 0 ? bytes : Buffer.concat([this.received, bytes]);
    if (this.received.length < this.answerBytes) return;
    this.waiting?.();
    this.waiting = undefined;
  }
}

const clockOf = (numbers: Float64Array, i: number): number =>
  numbers[i - (i % FIELDS.length) + FIELDS.indexOf('clock')]!;
