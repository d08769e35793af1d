import { once } from 'node:events';
import { defineCommand } from '../command.ts';
import { spawnBuilding } from '../simulated-building.ts';

export const simulate = defineCommand({
  name: 'simulate',
  summary: 'run the simulated building alone, until it is stopped',
  options: {
    seed: { type: 'string', value: 'N', help: 'the same seed gives the same building', default: '1' },
    speed: { type: 'string', value: 'N', help: 'how much faster than real time', default: '1' },
  },
  async run({ seed, speed }) {
    const child = spawnBuilding(['--seed', seed, '--speed', speed], 'inherit');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.stdin?.end());
    const [code] = await once(child, 'exit');
    return typeof code === 'number' ? code : 1;
  },
});
