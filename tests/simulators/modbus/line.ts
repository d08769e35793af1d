import type { Socket } from 'node:net';
import type { Reply } from './responder.ts';

/** Sends replies on a connection, late ones included; at most 64 wait, further ones are dropped as a slow device would. */
export class Line {
  private readonly socket: Socket;
  private readonly waiting = new Set<NodeJS.Timeout>();
  private static readonly mostWaiting = 64;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('close', () => this.forget());
  }

  /** `frame` wraps an answer for the transport. */
  send(reply: Reply, frame: (pdu: Buffer) => Buffer): void {
    switch (reply.kind) {
      case 'silence':
        return;
      case 'garbage':
        this.write(reply.bytes);
        return;
      case 'answer':
        this.later(frame(reply.pdu), reply.delayMs);
    }
  }

  private later(bytes: Buffer, delayMs: number): void {
    if (delayMs <= 0) this.write(bytes);
    if (delayMs <= 0 || this.waiting.size >= Line.mostWaiting) return;
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      this.write(bytes);
    }, delayMs);
    this.waiting.add(timer);
  }

  private write(bytes: Buffer): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  private forget(): void {
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting.clear();
  }
}
