import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MistakeList } from './mistakes.ts';
import { originOf } from './origin.ts';
import { resolveNumber, resolveNumbers } from './template-numbers.ts';
import { readYaml } from './yaml-source.ts';

const mistakes = new MistakeList();
const origin = originOf(readYaml('t.yaml', 'a: 1', mistakes)!);

describe('a number of a template', () => {
  it('is parameter × times + plus, without the dust of binary fractions', () => {
    expect(resolveNumber({ parameter: 'rated', times: 0.1, plus: 0 }, { rated: 3 }, origin, mistakes)).toBe(0.3);
    expect(resolveNumber({ parameter: 'first', times: 1, plus: 2 }, { first: 16 }, origin, mistakes)).toBe(18);
  });

  it('multiplies several parameters, as a meter behind two transformers needs', () => {
    const scale = { parameter: ['pt', 'ct'], times: 0.01, plus: 0 };
    expect(resolveNumber(scale, { pt: 100, ct: 30 }, origin, mistakes)).toBe(30);
    const found = new MistakeList();
    expect(resolveNumber(scale, { pt: 100 }, origin, found)).toBeNaN();
    expect(found.count).toBe(1);
  });

  it('is exact as a fraction', () => {
    expect(resolveNumber({ ratio: [1, 6_553_600] }, {}, origin, mistakes)).toBe(1 / 6_553_600);
    expect(resolveNumbers({ deep: [{ ratio: [100, 16_384] }] }, {}, origin, mistakes)).toEqual({
      deep: [100 / 16_384],
    });
  });

  it('stays what it is when written out', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (number) => {
        expect(resolveNumber(number, {}, origin, mistakes)).toBe(number);
      }),
    );
  });

  it('is no number when the parameter is unknown, even one that every object has', () => {
    const found = new MistakeList();
    expect(resolveNumber({ parameter: 'constructor', times: 1, plus: 0 }, { rated: 1 }, origin, found)).toBeNaN();
    expect(found.count).toBe(1);
  });

  it('is resolved at any depth, and all else is left as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: -9999, max: 9999 }), (other, rated) => {
        const value = { deep: [{ limit: { parameter: 'rated' } }], other: [other] };
        const resolved = resolveNumbers(value, { rated }, origin, mistakes);
        expect(resolved).toMatchObject({ deep: [{ limit: rated }] });
        fc.pre(!/"(parameter|ratio)"/.test(JSON.stringify(other)));
        expect(JSON.stringify(resolved)).toContain(JSON.stringify([other]));
      }),
    );
  });
});
