import { setTimeout as pause } from 'node:timers/promises';

/** Does `step` every `periodMs` by a grid that a late step does not shift, `count` times. */
export async function pace(count: number, periodMs: number, step: (n: number) => void): Promise<void> {
  const startedAt = performance.now();
  for (let n = 0; n < count; n++) {
    await pause(Math.max(0, startedAt + n * periodMs - performance.now()));
    step(n);
  }
}

/** Waits until it is so, looking often; answers whether it came to be within the limit. */
export async function until(isSo: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) return false;
    await pause(5);
  }
  return true;
}

/** Share of one core that this process has used meanwhile, in percent. */
export async function cpuShare(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return Math.round(((user + system) / 10 / (performance.now() - startedAt)) * 10) / 10;
}
