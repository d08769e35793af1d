import { expect, test } from 'vitest';
import { Child } from '../harness/child.ts';
import { createInfluxdb } from '../harness/influxdb.ts';

async function failuresOf(...scenarios: readonly string[]): Promise<readonly string[]> {
  const child = new Child(['tests/chaos/run.ts', 'historian', '--short', '--json', '--only', scenarios.join(',')]);
  const code = await child.exited;
  const begin = child.output.indexOf('{\n');
  if (begin < 0) throw new Error(`no report, exit code ${code}:\n${child.output}`);
  return (JSON.parse(child.output.slice(begin)) as { failures: readonly string[] }).failures;
}

// Most of the time a gateway waits for a server, and so do these: they wait side by side.
test('whatever databases and networks do, their rows are those that the devices served', async (context) => {
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
