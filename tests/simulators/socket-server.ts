import { createServer, type Server, type Socket } from 'node:net';
import { type FieldServer, listenError } from './field-server.ts';

/** What a protocol makes of a new connection. It must not throw. */
export type ConnectionHandler = (socket: Socket) => void;

const mostConnections = 64;

/** A TCP listener on 127.0.0.1 that knows its connections, so that stopping it cuts them. */
export class SocketServer implements FieldServer {
  readonly id: string;
  readonly port: number;
  private readonly handler: ConnectionHandler;
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  constructor(id: string, port: number, handler: ConnectionHandler) {
    this.id = id;
    this.port = port;
    this.handler = handler;
  }

  start(): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => this.accept(socket));
    server.maxConnections = mostConnections;
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once('error', (error) => reject(listenError(this.id, this.port, error)));
      server.listen(this.port, '127.0.0.1', () => resolve());
    });
  }

  stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    if (!server?.listening) return Promise.resolve();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A peer that vanishes is daily business on a field bus; the close event that follows is all there is to do.
    socket.on('error', () => {});
    this.handler(socket);
  }
}
