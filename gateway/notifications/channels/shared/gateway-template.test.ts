import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTemplate, templateProblem, type Variables } from './gateway-template.ts';

const hostile = fc.string({ unit: 'binary', maxLength: 60 });
const variables = fc.record({
  ...{ address: hostile, text: hostile, site: hostile, equipment: hostile, alarm: hostile },
  ...{ time: hostile, code: hostile, priority: hostile, id: hostile },
});
const JSON_BODY = '{"to":"{address}","param":{"list":["{text}",7,null],"{text}":"x{code}y"}}';

describe('whatever the plant says', () => {
  test('a JSON body has the same shape, and exactly the values', () => {
    fc.assert(
      fc.property(variables, (given: Variables) => {
        expect(JSON.parse(fillTemplate('json', JSON_BODY, given))).toEqual({
          to: given.address,
          param: { list: [given.text, 7, null], '{text}': `x${given.code}y` },
        });
      }),
    );
  });

  test.each(['form', 'query'] as const)('a %s has the same pairs, and exactly the values', (format) => {
    fc.assert(
      fc.property(variables, (given: Variables) => {
        const filled = new URLSearchParams(fillTemplate(format, 'to={address}&key=k1&text={text}', given));
        expect([...filled]).toEqual([
          ['to', given.address.toWellFormed()],
          ['key', 'k1'],
          ['text', given.text.toWellFormed()],
        ]);
      }),
    );
  });
});

test('a variable inside a value is not filled again', () => {
  const given = { address: '{text}', text: '{address}' } as Variables;
  expect(fillTemplate('json', '["{address}","{text}"]', given)).toBe('["{text}","{address}"]');
});

test.each([
  ['json', '{"to":"{address}"}', undefined],
  ['json', '{"to":{address}}', 'no JSON text'],
  ['json', '{"to":"{phone}"}', '{phone} is no variable'],
  ['form', 'to={address}&text={text}', undefined],
  ['form', '{"to":"{address}"}', 'pairs such as'],
] as const)('%s template %s', (format, template, problem) => {
  if (problem === undefined) expect(templateProblem(format, template)).toBeUndefined();
  else expect(templateProblem(format, template)).toContain(problem);
});
