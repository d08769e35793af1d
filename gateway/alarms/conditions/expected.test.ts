import { describe, expect, it } from 'vitest';
import type { ValueKind } from '../../domain/point.ts';
import { QUALITY } from '../../domain/quality.ts';
import { expected } from './expected.ts';

const derived = (options: object, kind: ValueKind) =>
  expected.derive!(expected.optionsSchema.parse(options), { name: 'x', kind, unit: '' }).expression;

describe('what should have happened', () => {
  it('is for a contact that it was closed, for anything else that it moved', () => {
    expect(derived({ within: '8d' }, 'boolean')).toBe("max('x', '8d') == 0 && min('x', '8d') == 0");
    expect(derived({ within: '10m' }, 'number')).toBe("max('x', '10m') == min('x', '10m')");
    expect(derived({ within: '10m' }, 'counter')).toBe("max('x', '10m') == min('x', '10m')");
  });

  it('is what the site says, and only while it says', () => {
    expect(derived({ within: '8d', event: 'start' }, 'boolean')).toBe("count('x', '8d') == 0");
    expect(derived({ within: '1h', while: 'running || on_test' }, 'number')).toBe(
      "(running || on_test) && max('x', '1h') == min('x', '1h')",
    );
  });

  it('is an alarm while it is missing', () => {
    const options = expected.optionsSchema.parse({ within: '1h' });
    const zone = (value: number, quality: number = QUALITY.good) =>
      expected.judge(options, { value, quality }, null).zone;
    expect([zone(1), zone(0), zone(1, QUALITY['bad-waiting'])]).toEqual(['alarm', 'normal', 'unknown']);
  });
});
