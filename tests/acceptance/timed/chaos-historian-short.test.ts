import { expect, test } from 'vitest';
import { chaosReport } from '../../harness/chaos-report.ts';
import { createInfluxdb } from '../../harness/influxdb.ts';

async function failuresOf(...scenarios: readonly string[]): Promise<readonly string[]> {
  const { failures } = await chaosReport('historian', '--short', '--only', scenarios.join(','));
  return failures;
}

/** A server that was killed often is not believed for minutes. */
const LIMIT_MS = 420_000;

// Most of the time a gateway waits for a server, and so do these: they wait side by side.
test('whatever databases and networks do, their rows are those that the devices served', {
  timeout: LIMIT_MS,
}, async (context) => {
  const installed = await createInfluxdb();
  if (!installed) return context.skip();
  await installed.remove();
  const failures = await Promise.all([
    failuresOf('rows', 'poison'),
    failuresOf('away-24h', 'slow-sink', 'answer-lost'),
    failuresOf('storms', 'policy-losses'),
    failuresOf('sink-killed'),
  ]);
  expect(failures.flat()).toEqual([]);
});
