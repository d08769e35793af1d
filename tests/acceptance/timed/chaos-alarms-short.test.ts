import { expect, test } from 'vitest';
import { chaosReport } from '../../harness/chaos-report.ts';

test('a gateway killed in a mains failure loses no transition, opens no order twice and tells of every urgent alarm', async () => {
  const { failures, ...figures } = await chaosReport('alarms', '--short');
  console.log(JSON.stringify(figures));
  expect(failures).toEqual([]);
}, 120_000);
