import { describe, expect, it } from 'vitest';
import { encodeSet } from './encode-set.ts';
import { writeProblem } from './write-target.ts';

describe('setting a value', () => {
  const set = { topic: '{base}/set', payload: 'json', boolean: false } as const;
  it.each([
    [set, undefined, 21.5, '21.5'],
    [{ ...set, key: 'a.b' }, undefined, 3, '{"a":{"b":3}}'],
    [{ ...set, key: 'state' }, { OFF: 0, ON: 1 }, 1, '{"state":"ON"}'],
    [{ ...set, payload: 'plain' as const }, { OFF: 0, ON: 1 }, 0, 'OFF'],
    [{ ...set, key: 'on', boolean: true }, undefined, 1, '{"on":true}'],
    [{ ...set, payload: 'plain' as const, boolean: true }, undefined, 0, 'false'],
    [set, { OFF: 0, ON: 1 }, 2, undefined],
    [{ ...set, boolean: true }, undefined, 2, undefined],
    [set, undefined, Number.NaN, undefined],
  ])('%j with %j to %d is %s', (how, words, raw, message) => {
    expect(encodeSet(how, words, raw)?.toString()).toBe(message);
  });

  it('says beforehand what cannot be', () => {
    const device = { topic: 'a' };
    expect(writeProblem({ text: false }, device, 1)).toContain('does not say');
    expect(writeProblem({ text: false, set: { ...set, topic: '{x}' } }, device, 1)).toContain('filled in');
    expect(writeProblem({ text: false, set, words: { ON: 1 } }, device, 2)).toContain('no word');
    expect(writeProblem({ text: false, set }, device, Number.NaN)).toBe('not a number');
    expect(writeProblem({ text: false, set }, device, 2)).toBeUndefined();
    expect(writeProblem({ metric: 'm', text: false }, {}, 2)).toBeUndefined();
  });
});
