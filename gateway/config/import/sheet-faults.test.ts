import fc from 'fast-check';
import { writeCsv } from 'hucre/csv';
import { expect, test } from 'vitest';
import { HEADER, runImport } from './import-sheet.fixtures.ts';

/** One fault per kind, and the header of the cell it is told at. */
const FAULTS: readonly (readonly [name: string, header: string, wrong: string])[] = [
  ['id', 'id', 'no id'],
  ['template', 'template', 'acme-metr'],
  ['area', 'area', 'nowhere'],
  ['port', 'port', '70.5'],
  ['unit', 'unit', '300'],
  ['param:rated', 'param:rated', 'much'],
  ['powered by', 'poweredBy', 'XX'],
];

test('whatever is in a sheet, either every fault is told at its cell or the part loads with its site', async () => {
  const columns = HEADER.split(',');
  const row = fc.record({
    fault: fc.option(fc.nat({ max: FAULTS.length - 1 }), { freq: 4 }),
    // A NUL makes the whole file no text.
    name: fc
      .oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 12 }))
      .map((text) => text.replaceAll('\0', '?')),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(',', ';', '\t'),
      async (rows, delimiter) => {
        const lines = rows.map(({ fault, name }, index) => {
          const texts = [
            `M${index}`,
            name,
            `表${index}`,
            'acme-meter',
            '配电室',
            '10.0.0.2',
            '502',
            String(index + 1),
            '250',
            '',
          ];
          if (fault !== null) texts[columns.indexOf(FAULTS[fault]![0])] = FAULTS[fault]![2];
          return texts;
        });
        const result = await runImport(writeCsv([columns, ...lines], { delimiter }));
        if (result.ok) {
          expect(rows.every(({ fault }) => fault === null)).toBe(true);
          expect(result.loaded.site.equipment).toHaveLength(2 + rows.length);
          return;
        }
        const told = result.mistakes.map(({ line, path }) => `${line} ${path.replace(/^[A-Z]+\d+ /, '')}`);
        const expected = rows.flatMap(({ fault }, index) =>
          fault === null ? [] : [`${index + 2} "${FAULTS[fault]![1]}"`],
        );
        const names = rows.flatMap(({ name }, index) =>
          /[\p{Cc}\u2028\u2029]/u.test(name.trim()) ? [`${index + 2} "name_en"`] : [],
        );
        expect(told.toSorted()).toEqual([...expected, ...names].toSorted());
      },
    ),
    { numRuns: 100 },
  );
});
