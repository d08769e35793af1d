import { createServer } from 'node:net';

const used = 20;

/** Finds a port base whose next 20 ports are free at this moment; `random` spreads callers that look at the same time. */
export async function freePortBase(random: () => number = Math.random): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const base = 20_000 + 25 * Math.floor(random() * 480);
    const free = await Promise.all(Array.from({ length: used }, (_, index) => isFree(base + 1 + index)));
    if (free.every(Boolean)) return base;
  }
  throw new Error(`no ${used} free ports in a row between 20000 and 32000`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
