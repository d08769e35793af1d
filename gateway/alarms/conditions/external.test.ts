import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { external } from './external.ts';

describe('an alarm of another system', () => {
  it('is active while that says so', () => {
    const options = external.optionsSchema.parse({});
    const zone = (value: number, quality: number = QUALITY.good) =>
      external.judge(options, { value, quality }, null).zone;
    expect([zone(1), zone(0)]).toEqual(['alarm', 'normal']);
    // Until the conditions have been refreshed after a connect nothing is known of them.
    expect([zone(1, QUALITY['uncertain-old']), zone(Number.NaN, QUALITY['bad-not-connected'])]).toEqual([
      ...['unknown', 'unknown'],
    ]);
    expect(external.levels!(options)).toEqual([]);
  });

  it('is as urgent as its severity', () => {
    const options = external.optionsSchema.parse({ severities: { P1: 900, P2: 600, P4: 100 } });
    expect(external.levels!(options)).toEqual(['P4', 'P2', 'P1']);
    const judged = [0, 99, 100, 599, 600, 900, 1000].map((value) => {
      const { zone, level } = external.judge(options, { value, quality: QUALITY.good }, null);
      return zone === 'normal' ? zone : external.levels!(options)[level];
    });
    expect(judged).toEqual(['normal', 'normal', 'P4', 'P4', 'P2', 'P1', 'P1']);
  });

  it.each([{}, { P1: 500, P2: 600 }, { P2: 0 }, { P2: 1001 }])('severities %j are refused', (severities) => {
    expect(external.optionsSchema.safeParse({ severities }).success).toBe(false);
  });
});
