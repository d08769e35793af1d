import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { expression } from './expression.ts';

describe('an expression', () => {
  it('is judged as it is written', () => {
    const options = expression.optionsSchema.parse({ when: 'running && lchwt > 9' });
    const derived = expression.derive!(options, { name: 'lchwt', kind: 'number', unit: '℃' });
    expect(derived).toEqual({ expression: 'running && lchwt > 9', kind: 'boolean', unit: '' });
    const zone = (value: number, quality: number = QUALITY.good) =>
      expression.judge(options, { value, quality }, null).zone;
    expect([zone(1), zone(0), zone(Number.NaN, QUALITY['bad-timeout'])]).toEqual(['alarm', 'normal', 'unknown']);
  });
});
