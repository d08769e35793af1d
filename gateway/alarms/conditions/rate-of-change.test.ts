import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { rateOfChange } from './rate-of-change.ts';

const options = rateOfChange.optionsSchema.parse({ rising: 2, falling: 1, deadband: 0.2 });
const zone = (value: number) => rateOfChange.judge(options, { value, quality: QUALITY.good }, null).zone;

describe('a rate of change', () => {
  it('is judged on the slope per minute', () => {
    const derived = rateOfChange.derive!(options, { name: 'lchwt', kind: 'number', unit: '℃' });
    expect(derived).toEqual({ expression: "slope('lchwt', '5m')", kind: 'number', unit: '℃/min' });
  });

  it('both ways', () => {
    expect([2, 1.9, 1.7, 0, -0.7, -0.9, -1].map(zone)).toEqual([
      ...['alarm', 'hold', 'normal', 'normal', 'normal', 'hold', 'alarm'],
    ]);
  });

  it('needs a direction', () => {
    expect(rateOfChange.optionsSchema.safeParse({ window: '1m' }).success).toBe(false);
  });
});
