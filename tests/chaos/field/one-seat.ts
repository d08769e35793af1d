import { connect, createServer, type Server, type Socket } from 'node:net';

/** A connection that was ended counts for this long: closing takes the device a moment as well. */
const GRACE_MS = 50;

/** A device that takes one connection at a time, as many meters and serial servers do. */
export class OneSeat {
  /** How often a second connection was tried while the gateway's own first was still open. */
  doubles = 0;
  private readonly targetPort: number;
  private readonly server: Server;
  private seated: Socket | undefined;
  /** A stranger sits there, and what becomes of those who come: turned away, or left waiting. */
  private stranger: 'refusing' | 'silent' | undefined;
  private readonly waiting = new Set<Socket>();

  private constructor(targetPort: number) {
    this.targetPort = targetPort;
    this.server = createServer({ noDelay: true }, (near) => this.accept(near));
  }

  static start(targetPort: number): Promise<{ readonly seat: OneSeat; readonly port: number }> {
    const seat = new OneSeat(targetPort);
    return new Promise((resolve) => {
      seat.server.listen(0, '127.0.0.1', () => {
        const address = seat.server.address();
        resolve({ seat, port: typeof address === 'object' && address ? address.port : 0 });
      });
    });
  }

  /** A stranger takes the place of whoever sits there. */
  occupy(manner: 'refusing' | 'silent'): void {
    this.stranger = manner;
    this.seated?.resetAndDestroy();
    this.seated = undefined;
  }

  /** The stranger goes; who waited longest is next. */
  free(): void {
    this.stranger = undefined;
    const [next] = this.waiting;
    if (next) this.sit(next);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.seated?.destroy();
    for (const socket of this.waiting) socket.destroy();
  }

  private accept(near: Socket): void {
    near.on('error', () => undefined);
    near.on('close', () => this.leave(near));
    if (!this.seated && !this.stranger) this.sit(near);
    else if (this.stranger === 'silent') this.wait(near);
    else if (this.stranger === 'refusing') near.resetAndDestroy();
    else setTimeout(() => this.decide(near), GRACE_MS);
  }

  private decide(near: Socket): void {
    if (near.destroyed) return;
    if (!this.seated && !this.stranger) {
      this.sit(near);
      return;
    }
    if (this.seated) this.doubles++;
    near.resetAndDestroy();
  }

  private wait(near: Socket): void {
    near.pause();
    this.waiting.add(near);
  }

  private sit(near: Socket): void {
    this.waiting.delete(near);
    this.seated = near;
    const far = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    far.on('error', () => near.destroy());
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far);
    far.pipe(near);
  }

  private leave(near: Socket): void {
    this.waiting.delete(near);
    if (this.seated === near) this.seated = undefined;
    const [next] = this.waiting;
    if (!this.seated && !this.stranger && next) this.sit(next);
  }
}
