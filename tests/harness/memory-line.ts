import { Duplex } from 'node:stream';
import type { Line } from '../../gateway/drivers/modbus/line.ts';

/** A line without a wire, for a movable clock: what is sent goes to `listen`, what `say` is given arrives. */
export class MemoryLine implements Line {
  readonly stream: Duplex;
  readonly opened = Promise.resolve();
  readonly sent: Buffer[] = [];

  constructor(listen: (request: Buffer) => void = () => undefined) {
    this.stream = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        this.sent.push(chunk);
        listen(chunk);
        done();
      },
    });
  }

  say(bytes: Buffer): void {
    if (!this.stream.destroyed) this.stream.push(bytes);
  }

  async end(): Promise<void> {
    this.stream.destroy();
  }

  async destroy(): Promise<void> {
    this.stream.destroy();
  }
}
