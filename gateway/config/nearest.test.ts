import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

describe('edit distance', () => {
  it('counts inserts, deletes, replacements and swaps of neighbours', () => {
    expect(editDistance('transprot', 'transport')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('is symmetric, zero only for equals, and no more than the longer text', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('the nearest name', () => {
  it('is the one a person most likely meant', () => {
    expect(nearest('adress', ['address', 'area'])).toBe('address');
    expect(nearest('Unit', ['unit'])).toBe('unit');
  });

  it('is none when nothing is close', () => {
    expect(nearest('colour', ['host', 'port'])).toBeUndefined();
    expect(nearest('x'.repeat(200), ['x'])).toBeUndefined();
  });
});
