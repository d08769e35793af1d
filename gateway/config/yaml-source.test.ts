import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatMistake, MistakeList } from './mistakes.ts';
import { readYaml } from './yaml-source.ts';

const read = (text: string) => readYaml('f.yaml', text, new MistakeList())!;

describe('a YAML file', () => {
  it('knows the place of every key and value', () => {
    const source = read('a:\n  - b: 1\n    "c d": {e: x}\n');
    expect(source.locate(['a', 0, 'c d', 'e'], 'value')).toEqual({
      file: 'f.yaml',
      line: 3,
      column: 16,
      path: 'a[0]["c d"].e',
    });
    expect(source.locate(['a', 0, 'c d'], 'key')).toMatchObject({ line: 3, column: 5 });
  });

  it('gives the nearest parent of what is not there', () => {
    expect(read('a:\n  b: 1\n').locate(['a', 'x', 'y'], 'value')).toMatchObject({ line: 2, column: 3, path: 'a.x.y' });
  });

  it('looks through an alias to what it stands for', () => {
    expect(read('a: &x\n  b: 1\nc: *x\n').locate(['c', 'b'], 'value')).toMatchObject({ line: 2, column: 6 });
  });

  it('takes on, off, yes and no for texts', () => {
    expect(read('{a: on, b: no}').value).toEqual({ a: 'on', b: 'no' });
  });

  it('refuses a second document and a key written twice, with the place', () => {
    const mistakes = new MistakeList();
    expect(readYaml('f.yaml', 'a: 1\n---\nb: 1\n', mistakes)).toBeUndefined();
    expect(readYaml('g.yaml', 'a:\n  - {b: 1, b: 2}\n', mistakes)).toBeUndefined();
    expect(mistakes.all().map(formatMistake)).toEqual([
      expect.stringMatching(/^f\.yaml:2:1 Source contains multiple documents/),
      'g.yaml:2:12 a[0].b: this key stands here a second time',
    ]);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-{}[]&*!|>\'"#\n \t1,?') }), (text) => {
        const mistakes = new MistakeList();
        const source = readYaml('f.yaml', text, mistakes);
        expect(source !== undefined).toBe(mistakes.count === 0);
      }),
    );
  });

  it('finds back every leaf of any value at a line where it stands', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.array(fc.integer(), { minLength: 1 })),
        (value) => {
          const text = stringify(value);
          const source = read(text === '{}\n' ? 'a: [0]' : text);
          for (const [key, list] of Object.entries(value)) {
            for (const [index, item] of list.entries()) {
              const { line } = source.locate([key, index], 'value');
              expect(text.split('\n')[line - 1]?.trim()).toBe(`- ${item}`);
            }
          }
        },
      ),
    );
  });
});
