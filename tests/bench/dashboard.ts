import type { Benchmark } from './benchmark.ts';
import { frames } from './dashboard/frames.ts';
import { heap } from './dashboard/heap.ts';
import { latency } from './dashboard/latency.ts';
import { stalled } from './dashboard/stalled.ts';
import { start } from './dashboard/start.ts';
import { weight } from './dashboard/weight.ts';
import { runParts } from './parts.ts';

const PARTS: readonly Benchmark[] = [weight, start, frames, heap, stalled, latency];

/** The screens as built, in a headless Chromium that draws without a graphics card. */
export const dashboard: Benchmark = {
  name: 'dashboard',
  about: `first load, frames, memory, slow clients, from a device to the painted text (parts: ${PARTS.map(({ name }) => name).join(', ')})`,
  run: (options) => runParts(PARTS, options),
};
