import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { REPOSITORY } from '../harness/child.ts';

/** Options each kind accepts; a new kind adds its own. */
const OPTIONS: Readonly<Record<string, readonly unknown[]>> = {
  limit: [
    { high: 10, deadband: 1 },
    { lowLow: -5, low: 0, deadband: 0.5 },
  ],
  discrete: [{ alarm: [1] }, { alarm: [2, 3] }],
  'comms-lost': [{}],
};

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
        for (const quality of [QUALITY['bad-timeout'], QUALITY['bad-stale'], QUALITY['uncertain-old']]) {
          expect(condition.judge(one, { value: 1e9, quality }, false).zone).toBe('unknown');
          expect(condition.judge(one, { value: 1e9, quality }, true).zone).toBe('unknown');
        }
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
