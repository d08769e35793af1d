import { createServer } from 'node:net';

const ATTEMPTS = 50;
/** Below the range the system hands out by itself, so that a server that is stopped and started again finds its port still free. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A loopback TCP port nobody listens on. */
export const freePort = (): Promise<number> => freePorts(1);

/** The first of `count` consecutive loopback ports nobody listens on. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - count));
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row from ${LOWEST} to ${HIGHEST}`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
