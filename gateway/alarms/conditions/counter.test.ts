import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { counter } from './counter.ts';

const options = counter.optionsSchema.parse({ high: 6, deadband: 2 });

describe('a count', () => {
  it('is the rise of a counter, or the starts of what is on or off', () => {
    const of = (kind: 'counter' | 'boolean') => counter.derive!(options, { name: 'starts', kind, unit: '' }).expression;
    expect(of('counter')).toBe("delta('starts', '1h')");
    expect(of('boolean')).toBe("count('starts', '1h')");
  });

  it('returns below the limit by the deadband', () => {
    const zone = (value: number) => counter.judge(options, { value, quality: QUALITY.good }, null).zone;
    expect([7, 6, 5, 4, 3].map(zone)).toEqual(['alarm', 'alarm', 'hold', 'hold', 'normal']);
  });
});
