import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { addInclude } from './add-include.ts';

const PATH = 'parts/meters.yaml';

describe('naming one more file under include', () => {
  it.each([
    [
      'no include yet',
      '# top\nversion: 1 # one\nsite: {}\n',
      '# top\nversion: 1 # one\ninclude: [parts/meters.yaml]\nsite: {}\n',
    ],
    [
      'a list in brackets',
      'version: 1\ninclude: [a.yaml]  # ours\n',
      'version: 1\ninclude: [a.yaml, parts/meters.yaml]  # ours\n',
    ],
    ['an empty list', 'version: 1\ninclude: []\n', 'version: 1\ninclude: [parts/meters.yaml]\n'],
    [
      'a list of lines',
      'version: 1\ninclude:\n  - a.yaml # first\n  - "b c.yaml"\nsite: {}\n',
      'version: 1\ninclude:\n  - a.yaml # first\n  - "b c.yaml"\n  - parts/meters.yaml\nsite: {}\n',
    ],
  ])('%s', (_, before, after) => {
    expect(addInclude(before, PATH)).toBe(after);
  });

  it('leaves to a person what it cannot change', () => {
    expect(addInclude('version: 1\ninclude: a.yaml\n', PATH)).toBeUndefined();
    expect(addInclude('site: {}\n', PATH)).toBeUndefined();
    expect(addInclude('- 1\n', PATH)).toBeUndefined();
  });

  it('changes nothing else, however the list is written', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9 /-]{0,8}\.yaml$/);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), fc.boolean(), name, (names, isFlow, added) => {
        const include = stringify({ include: names }, { collectionStyle: isFlow ? 'flow' : 'block' });
        const text = `version: 1\n${isFlow ? include.trim().slice(1, -1).trim() : include.trimEnd()}\nsite: { id: x } # here\n`;
        const changed = addInclude(text, added);
        expect(parse(changed ?? '')).toEqual({ ...parse(text), include: [...names, added] });
        expect(changed).toContain('\nsite: { id: x } # here\n');
      }),
    );
  });
});
