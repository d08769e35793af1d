import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer is not undefined; for what happens in another process. Throws with the last look when the limit passes. */
export async function eventually<T>(look: () => Promise<T | undefined>, limitMs: number, what: string): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs} ms`);
    await pause(50);
  }
}
