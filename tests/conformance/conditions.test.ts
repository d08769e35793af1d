import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import type { ValueKind } from '../../gateway/domain/point.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { createExpressionLanguage } from '../../gateway/expressions/cel-language.ts';
import { REPOSITORY } from '../harness/child.ts';

/** Options each kind accepts; a new kind adds its own. */
const OPTIONS: Readonly<Record<string, readonly unknown[]>> = {
  limit: [
    { high: 10, deadband: 1 },
    { lowLow: -5, low: 0, deadband: 0.5 },
  ],
  discrete: [{ alarm: [1] }, { alarm: [2, 3] }],
  deviation: [{ setpoint: 'sp', above: 2 }],
  'rate-of-change': [{ rising: 2 }, { falling: 1, window: '1m' }],
  counter: [{ high: 6 }],
  frozen: [{ least: 0.1 }, { least: 1, while: 'a' }],
  'sensor-fault': [{}],
  expression: [{ when: 'a > 1' }],
  'comms-lost': [{}],
};

/** What says nothing; a sensor that is not renewed is what one kind is about. */
const qualitiesWithout = (kind: string): readonly number[] => [
  ...[QUALITY['bad-timeout'], QUALITY['uncertain-old']],
  ...(kind === 'sensor-fault' ? [] : [QUALITY['bad-stale'], QUALITY['bad-not-a-number']]),
];

test('kinds are unique', () => {
  expect(new Set(CONDITIONS.map((condition) => condition.kind)).size).toBe(CONDITIONS.length);
});

describe.each(CONDITIONS.map((condition) => [condition.kind, condition] as const))(
  'condition %s',
  (kind, condition) => {
    const options = (OPTIONS[kind] ?? []).map((one) => condition.optionsSchema.parse(one));

    test('is one file of its name, has a title in both languages and a test', () => {
      const file = join(REPOSITORY, 'gateway/alarms/conditions', kind);
      expect(existsSync(`${file}.ts`)).toBe(true);
      expect(existsSync(`${file}.test.ts`)).toBe(true);
      expect(condition.title.en).not.toBe('');
      expect(condition.title.zh).not.toBe('');
    });

    test('refuses unknown options', () => {
      expect(options.length).toBeGreaterThan(0);
      expect(condition.optionsSchema.safeParse({ ...(OPTIONS[kind]![0] as object), noSuchKey: 1 }).success).toBe(false);
    });

    test('a bad or missing value is never alarm and never normal', () => {
      for (const one of options) {
        for (const quality of qualitiesWithout(kind)) {
          expect(condition.judge(one, { value: 1e9, quality }, false).zone).toBe('unknown');
          expect(condition.judge(one, { value: 1e9, quality }, true).zone).toBe('unknown');
        }
      }
    });

    test('what it derives is an expression of the language', () => {
      const point = (index: number, kind: ValueKind) => ({ index, kind });
      const own = new Map([
        ['a', point(0, 'number')],
        ['sp', point(1, 'number')],
        ['x', point(2, 'counter')],
      ]);
      for (const one of options) {
        const derived = condition.derive?.(one, { name: 'x', kind: 'counter', unit: '' });
        if (!derived) continue;
        const text = kind === 'frozen' ? derived.expression.replace('(a)', '(a > 1)') : derived.expression;
        const compiled = createExpressionLanguage().compile(text, { own, byTag: new Map() });
        expect(compiled).toMatchObject({ ok: true, expression: { result: derived.kind } });
      }
    });

    test('judging is pure: the same evidence gives the same zone', () => {
      fc.assert(
        fc.property(fc.double(), fc.boolean(), fc.constantFrom(...options), (value, wasActive, one) => {
          const evidence = { value, quality: QUALITY.good };
          expect({ ...condition.judge(one, evidence, wasActive) }).toEqual({
            ...condition.judge(one, evidence, wasActive),
          });
        }),
      );
    });
  },
);
