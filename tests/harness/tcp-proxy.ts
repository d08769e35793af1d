import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** From now on nothing passes in either direction, and nobody is told: a pulled cable. */
  freeze(): void;
  /** Cuts all connections with a reset. */
  cut(): void;
  stop(): Promise<void>;
}

/** A relay on loopback in front of a server, for what happens to a line between two programs that are both well. */
export function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const relay = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (bytes) => void (!isFrozen && to.write(bytes)));
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      if (!isFrozen) to.destroy();
    });
  };
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    relay(near, far);
    relay(far, near);
  });
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        freeze: () => {
          isFrozen = true;
        },
        cut,
        stop: async () => {
          cut();
          await new Promise<void>((done) => server.close(() => done()));
        },
      });
    });
  });
}
