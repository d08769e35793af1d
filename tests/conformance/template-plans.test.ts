import { expect, test } from 'vitest';
import { plans } from '../bench/plans.ts';

interface Figures {
  readonly lines: readonly {
    readonly rows: readonly Record<'plan' | 'single', { requests: number; busy: number }>[];
  }[];
}

test('every Modbus template can be planned, and no plan takes more of a line than asking one by one', async () => {
  const report = await plans.run({ short: true, only: undefined });
  const rows = (report.figures as Figures).lines.flatMap(({ rows }) => rows);
  expect(rows.length).toBeGreaterThan(90);
  for (const { plan, single } of rows) {
    expect(plan.requests).toBeLessThanOrEqual(single.requests);
    expect(plan.busy).toBeLessThanOrEqual(single.busy);
  }
});
