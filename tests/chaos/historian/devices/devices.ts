import { createServer, type Server, type Socket } from 'node:net';
import { BLOCK_BYTES, type Block, blockOf, FIELDS } from './block.ts';
import { readServed, ServedLog } from './served-log.ts';

export interface DevicesSettings {
  readonly count: number;
  /** Of their logs; not the gateway's. */
  readonly folder: string;
}

/**
 * Devices behind one connection. Every byte that arrives asks all of them once; each logs its answer and then gives it.
 * Their time is either the time of day or moves on by one period with every poll, as fast as they are asked.
 */
export class Devices {
  readonly count: number;
  readonly port: number;
  /** Of the newest answers; 0 before the first. */
  seq = 0;
  /** Device time of the newest answers, ms. */
  clock = 0;
  private readonly folder: string;
  private readonly log: ServedLog;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private periodMs: number | undefined;

  private constructor({ count, folder }: DevicesSettings, server: Server, port: number) {
    this.count = count;
    this.folder = folder;
    this.log = new ServedLog(folder, count);
    this.server = server;
    this.port = port;
    server.on('connection', (socket) => this.serve(socket));
  }

  static start(settings: DevicesSettings): Promise<Devices> {
    const server = createServer({ noDelay: true });
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(new Devices(settings, server, typeof address === 'object' && address ? address.port : 0));
      });
    });
  }

  /** From now on a period passes between two polls, however quickly they follow each other. The first one is at `startMs`. */
  runVirtual(startMs: number, periodMs: number): void {
    this.clock = Math.max(this.clock + 1, startMs) - periodMs;
    this.periodMs = periodMs;
  }

  /** From now on devices have the time of day. */
  runLive(): void {
    this.periodMs = undefined;
  }

  /** What a device says it has served, from its own log. */
  served(device: number): Block[] {
    return readServed(this.folder, device);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.log.close();
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', ({ length }) => {
      for (let polls = 0; polls < length; polls++) socket.write(this.answer());
    });
  }

  private answer(): Uint8Array {
    this.seq++;
    this.clock = this.periodMs === undefined ? Math.max(this.clock + 1, Date.now()) : this.clock + this.periodMs;
    const answer = new Float64Array((this.count * BLOCK_BYTES) / Float64Array.BYTES_PER_ELEMENT);
    for (let device = 0; device < this.count; device++) {
      const block = blockOf(device, this.seq, this.clock);
      this.log.append(device, block);
      FIELDS.forEach((field, i) => {
        answer[device * FIELDS.length + i] = block[field];
      });
    }
    return new Uint8Array(answer.buffer);
  }
}
