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
    { lowLow: -5, low: 0, high: 10, highHigh: 20, deadband: 0.5, deadbands: { high: 1 } },
  ],
  'fault-code': [{ codes: { 7: { text: { en: 'Trip', zh: '跳闸' }, priority: 'P1' } } }, { clear: [255], codes: {} }],
  discrete: [{ alarm: [1] }, { alarm: [2, 3] }],
  deviation: [{ setpoint: 'sp', above: 2 }],
  'rate-of-change': [{ rising: 2 }, { falling: 1, window: '1m' }],
  counter: [{ high: 6 }],
  frozen: [{ least: 0.1 }, { least: 1, while: 'a' }],
  expected: [{ within: '8d' }, { within: '1h', event: 'change', while: 'a' }],
  anomaly: [{ least: 1 }],
  'sensor-fault': [{}],
  external: [{}, { severities: { P2: 700, P3: 300 } }],
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
          expect(condition.judge(one, { value: 1e9, quality }, null).zone).toBe('unknown');
          expect(condition.judge(one, { value: 1e9, quality }, 0).zone).toBe('unknown');
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
        const text = ['frozen', 'expected'].includes(kind)
          ? derived.expression.replace('(a)', '(a > 1)')
          : derived.expression;
        const compiled = createExpressionLanguage().compile(text, { own, byTag: new Map() });
        expect(compiled).toMatchObject({ ok: true, expression: { result: derived.kind } });
      }
    });

    test('judges within its levels, which are told apart and go from mild to worse', () => {
      for (const one of options) {
        const levels = condition.levels?.(one) ?? [];
        expect(new Set(levels).size).toBe(levels.length);
        const urgencies = levels.filter((name) => name.startsWith('P'));
        expect(urgencies).toEqual(urgencies.toSorted().toReversed());
        for (const value of [-1e9, -5, 0, 1, 7, 10, 500, 800, 1e9]) {
          const { level } = condition.judge(one, { value, quality: QUALITY.good }, null);
          expect(level).toBeGreaterThanOrEqual(0);
          expect(level).toBeLessThan(Math.max(1, levels.length));
        }
      }
    });

    test('judging is pure: the same evidence gives the same zone', () => {
      fc.assert(
        fc.property(fc.double(), fc.constantFrom(null, 0, 1), fc.constantFrom(...options), (value, active, one) => {
          const evidence = { value, quality: QUALITY.good };
          expect({ ...condition.judge(one, evidence, active) }).toEqual({
            ...condition.judge(one, evidence, active),
          });
        }),
      );
    });
  },
);
