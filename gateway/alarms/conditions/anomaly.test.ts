import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { anomaly } from './anomaly.ts';

const options = (given: object = {}) => anomaly.optionsSchema.parse({ least: 0.2, ...given });
const zone = (score: number, given: object = {}) =>
  anomaly.judge(options(given), { value: score, quality: QUALITY.good }, null).zone;

describe('an unusual value', () => {
  it('is so many spreads from the median of some weeks', () => {
    const derivation = anomaly.derive!(options(), { name: 'kw', kind: 'number', unit: 'kW' });
    expect(derivation).toEqual({
      expression: "(avg('kw', '6h') - median('kw', '28d')) / max(1.4826 * mad('kw', '28d'), 0.2)",
      kind: 'number',
      unit: 'σ',
    });
  });

  it('begins far away and ends nearer', () => {
    expect([6, 5, 4, 3.5, 3.4, 0, -4, -5].map((score) => zone(score))).toEqual([
      ...['alarm', 'alarm', 'hold', 'hold', 'normal', 'normal', 'hold', 'alarm'],
    ]);
    expect([zone(-9, { direction: 'above' }), zone(9, { direction: 'above' })]).toEqual(['normal', 'alarm']);
    expect([zone(-9, { direction: 'below' }), zone(9, { direction: 'below' })]).toEqual(['alarm', 'normal']);
  });

  it('is a hint, never urgent', () => {
    expect(anomaly.mostUrgent).toBe('P3');
  });

  it.each([
    [{ history: '27d' }, 'from 28d to 35d'],
    [{ history: '36d' }, 'from 28d to 35d'],
    [{ recent: '25h' }, 'at most 24h'],
    [{ begins: 4, ends: 4 }, 'smaller than begins'],
    [{ least: 0 }, 'Too small'],
  ])('%j is refused', (given, message) => {
    const parsed = anomaly.optionsSchema.safeParse({ least: 1, ...given });
    expect(parsed.error?.issues[0]?.message).toContain(message);
  });
});
