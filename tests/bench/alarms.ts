import { burst } from './alarms/burst.ts';
import { load } from './alarms/load.ts';
import { quiet } from './alarms/quiet.ts';
import { restart } from './alarms/restart.ts';
import type { Benchmark } from './benchmark.ts';
import { runParts } from './parts.ts';

const PARTS: readonly Benchmark[] = [quiet, load, burst, restart];

/** Alarms, duty and delivery as the gateway assembles them, on the real store in its worker, by the real clock. */
export const alarms: Benchmark = {
  name: 'alarms',
  about: `from a sample to its transaction and to the provider, beside a load; bursts; a restart (parts: ${PARTS.map(({ name }) => name).join(', ')})`,
  run: (options) => runParts(PARTS, options),
};
