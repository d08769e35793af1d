import { once } from 'node:events';
import type { Arguments } from './arguments.ts';
import { spawnBuilding } from './simulated-building.ts';

/** Runs the simulated building alone until it is stopped. */
export async function simulate(args: Arguments): Promise<number> {
  const child = spawnBuilding(['--seed', args.seed, '--speed', args.speed], 'inherit');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.stdin?.end());
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}
