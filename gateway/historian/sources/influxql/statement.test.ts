import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeriesNames } from '../../sinks/influxdb/wide-lines.ts';
import { quoteIdentifier, quoteString } from './quote.ts';
import { bucketsStatement, countStatement, samplesStatement } from './statement.ts';

/** Reads a quoted text as the scanner of InfluxQL does; a raw line break inside or no end is an error there. */
function scanQuoted(text: string, from: number): { value: string; end: number } {
  const quote = text[from]!;
  let value = '';
  for (let i = from + 1; i < text.length; i++) {
    const mark = text[i]!;
    if (mark === quote) return { value, end: i + 1 };
    if (mark === '\n') throw new Error('bad string');
    if (mark !== '\\') {
      value += mark;
      continue;
    }
    const next = text[++i];
    if (next === 'n') value += '\n';
    else if (next === '\\' || next === '"' || next === "'") value += next;
    else throw new Error('bad escape');
  }
  throw new Error('no end');
}

/** A statement without its quoted texts, and those by themselves. */
function dissect(statement: string): { skeleton: string; identifiers: string[]; strings: string[] } {
  const identifiers: string[] = [];
  const strings: string[] = [];
  let skeleton = '';
  for (let i = 0; i < statement.length; ) {
    const mark = statement[i]!;
    if (mark !== '"' && mark !== "'") {
      skeleton += mark;
      i++;
      continue;
    }
    const { value, end } = scanQuoted(statement, i);
    (mark === '"' ? identifiers : strings).push(value);
    skeleton += mark;
    i = end;
  }
  return { skeleton, identifiers, strings };
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', '\n', ';', '$', ' ', 'n', '-', '/', '*', '机') }),
  fc.constantFrom(`x"; DROP DATABASE plantroom; --`, `x' OR 'a'='a`, '\\', '\\"', `$area`, '/.*/', '*'),
);
const names: fc.Arbitrary<SeriesNames> = fc.record({
  measurement: hostile,
  field: hostile,
  tags: fc.record({ area: hostile, equipment: hostile, site: hostile }),
});

test.each([
  ['identifier', quoteIdentifier],
  ['string', quoteString],
])('any text in quotes as %s is read back as it was', (_, quote) => {
  fc.assert(
    fc.property(hostile, (text) => {
      const quoted = quote(text);
      expect(scanQuoted(quoted, 0)).toEqual({ value: text, end: quoted.length });
    }),
  );
});

test('no name changes what is asked, whether values are bound or quoted', () => {
  const plain: SeriesNames = { measurement: 'm', field: 'f', tags: { area: 'a', equipment: 'e', site: 's' } };
  const range = { fromMs: 1_700_000_000_000, toMs: 1_700_000_600_000 };
  fc.assert(
    fc.property(names, fc.constantFrom('bound' as const, 'quoted' as const), (some, binding) => {
      const make = (of: SeriesNames) => [
        countStatement({ ...range, names: of }, binding),
        samplesStatement({ ...range, names: of }, 100, binding),
        bucketsStatement({ ...range, names: of, bucketMs: 60_000 }, binding),
      ];
      make(some).forEach((statement, i) => {
        const { skeleton, identifiers, strings } = dissect(statement.text);
        expect(skeleton).toBe(dissect(make(plain)[i]!.text).skeleton);
        expect(identifiers).toContain(some.measurement);
        expect(identifiers).toContain(some.field);
        expect(binding === 'bound' ? statement.params : strings).toEqual(
          binding === 'bound' ? some.tags : Object.values(some.tags),
        );
      });
    }),
  );
});

test('a statement as a person would write it', () => {
  const tags = { area: "plant 'B1'", equipment: 'CH-1', site: 's' };
  const range = { names: { measurement: 'chiller', field: 'supply', tags }, fromMs: 1.5, toMs: 1e300 };
  expect(samplesStatement(range, 5, 'quoted').text).toBe(
    `SELECT "supply" AS "value" FROM "chiller" WHERE "area" = 'plant \\'B1\\'' AND "equipment" = 'CH-1' AND "site" = 's'` +
      ' AND time >= 1ms AND time < 9223372036000ms ORDER BY time ASC LIMIT 5',
  );
});
