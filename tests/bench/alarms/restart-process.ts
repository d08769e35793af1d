import { openBenchAlarms } from './bench-alarms.ts';
import { benchConditions, IN_ALARM } from './bench-conditions.ts';

/**
 * A process that starts on a folder and tells when it was how far, as one JSON object. Arguments: folder, address of the provider, number of
 * conditions; the last of them is the one that trips.
 */
async function main([folder, url, count]: readonly string[]): Promise<void> {
  const booted = performance.now();
  const stored = Promise.withResolvers<void>();
  const conditions = benchConditions(Number(count));
  const tripped = conditions.at(-1)?.id;
  const alarms = await openBenchAlarms({
    ...{ folder: folder!, url: url!, conditions },
    onCommitted: (transitions) => {
      const isIt = transitions.some(({ conditionId, events }) => conditionId === tripped && events.length > 0);
      if (isIt) stored.resolve();
    },
  });
  const evaluating = performance.now();
  alarms.feed([conditions.length - 1], IN_ALARM);
  await stored.promise;
  process.stdout.write(JSON.stringify({ booted, evaluating, committed: performance.now() }), () => process.exit(0));
}

await main(process.argv.slice(2));
