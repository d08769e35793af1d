import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { deviation } from './deviation.ts';

const options = deviation.optionsSchema.parse({ setpoint: 'sp', above: 2, below: 3, deadband: 0.5 });
const zone = (value: number, quality: number = QUALITY.good) => deviation.judge(options, { value, quality }, null).zone;

describe('a deviation', () => {
  it('is judged on the difference, not while the setpoint has just been moved', () => {
    const { expression, unit } = deviation.derive!(options, { name: 'lchwt', kind: 'number', unit: '℃' });
    expect(expression).toBe("max('sp', '10m') - min('sp', '10m') > 1 ? unknown() : at('lchwt') - at('sp')");
    expect(unit).toBe('℃');
  });

  it.each([
    [2, 'alarm'],
    [1.5, 'hold'],
    [1.4, 'normal'],
    [-2.4, 'normal'],
    [-2.5, 'hold'],
    [-3, 'alarm'],
  ])('%d is %s', (value, expected) => {
    expect(zone(value)).toBe(expected);
  });

  it('names the limit that was crossed, below as a negative difference', () => {
    expect(deviation.judge(options, { value: -4, quality: QUALITY.good }, null).limit).toBe(-3);
  });

  it('needs a side and a deadband narrower than it', () => {
    expect(deviation.optionsSchema.safeParse({ setpoint: 'sp' }).success).toBe(false);
    expect(deviation.optionsSchema.safeParse({ setpoint: 'sp', above: 1, deadband: 1 }).success).toBe(false);
    expect(deviation.optionsSchema.safeParse({ setpoint: "x') || at('y", above: 1 }).success).toBe(false);
  });
});
