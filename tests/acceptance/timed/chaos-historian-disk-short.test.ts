import { expect, test } from 'vitest';
import { chaosReport } from '../../harness/chaos-report.ts';
import { createInfluxdb } from '../../harness/influxdb.ts';

test('kill -9, flipped bits and a disk that fails cost nothing that was committed', async (context) => {
  const installed = await createInfluxdb();
  if (!installed) return context.skip();
  await installed.remove();
  const reports = await Promise.all([
    chaosReport('historian', '--short', '--only', 'kills,read-only'),
    chaosReport('historian', '--short', '--only', 'bit-flips,fsync'),
  ]);
  expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
});
