import type { AutoValue, LogSheet, SheetRow } from '../../domain/duty/sheets/log-sheet.ts';
import type { Derive } from '../../domain/duty/sheets/sheet-capture.ts';
import type { SheetColumn } from '../../domain/duty/sheets/sheet-form.ts';
import { cellOf, cellValue, columnsIn } from '../../domain/duty/sheets/sheet-standing.ts';
import type { Expression, ExpressionLanguage, NamedPoint } from '../../ports/expression.ts';

const READ = /at\('([^']*)'\)/g;
/** Different expressions kept; one per derived column of the site. */
const MOST_COMPILED = 5_000;

interface Compiled {
  readonly expression: Expression | undefined;
  readonly keys: readonly string[];
}

/** What works out derived cells from the other cells of their row, and differences of registers that people read. */
export function createDerive(language: ExpressionLanguage): Derive {
  const known = new Map<string, Compiled>();
  const compiled = (expr: string): Compiled => {
    const former = known.get(expr);
    if (former) return former;
    if (known.size >= MOST_COMPILED) known.clear();
    const made = compile(expr, language);
    known.set(expr, made);
    return made;
  };
  return (sheet, row) => {
    const derived = columnsIn(sheet.form, row).flatMap((column): [string, AutoValue][] => {
      if (column.expr !== null) return [[column.key, worked(compiled(column.expr), row)]];
      const isByHand = column.figure?.column && column.figure.tags.length === 0;
      return isByHand ? [[column.key, handDifference(sheet, row, column)]] : [];
    });
    return Object.fromEntries(derived);
  };
}

/** A name that is not there was found when the form was loaded; of an old sheet its cell stays empty. */
function compile(expr: string, language: ExpressionLanguage): Compiled {
  const keys = [...new Set([...expr.matchAll(READ)].map(([, key = '']) => key))];
  const byTag = new Map(keys.map((key, index): [string, NamedPoint] => [key, { index, kind: 'number' }]));
  const result = language.compile(expr, { own: new Map(), byTag });
  return { expression: result.ok ? result.expression : undefined, keys };
}

function worked({ expression, keys }: Compiled, row: SheetRow): AutoValue {
  const number = (index: number): number | undefined => {
    const value = cellValue(cellOf(row, keys[index] ?? ''));
    return typeof value === 'number' ? value : undefined;
  };
  const value = expression?.evaluate({ value: number, figure: () => undefined });
  return value !== undefined && Number.isFinite(value) ? plain(value) : plain(null);
}

/** The rise of a register since it was read last; a register that fell is for a person to look at. */
function handDifference({ rows }: Pick<LogSheet, 'rows'>, row: SheetRow, { figure }: SheetColumn): AutoValue {
  const key = figure?.column ?? '';
  const read = ({ cells }: SheetRow): number | undefined => {
    const value = cellValue(cellOf({ cells }, key));
    return typeof value === 'number' ? value : undefined;
  };
  const earlier = rows.filter(({ at, kind }) => at < row.at && kind === 'slot');
  const last = earlier.findLast((one) => read(one) !== undefined);
  const now = read(row);
  if (now === undefined || !last) return plain(null);
  const rise = now - (read(last) ?? now);
  if (rise < 0) return { ...plain(null), reason: 'bad-value' };
  return { ...plain(rise), spansSince: last === earlier.at(-1) ? null : last.at };
}

const plain = (value: number | null): AutoValue => ({
  ...{ value, reason: value === null ? ('no-data' as const) : null, sourceAt: null, uncertain: false },
  ...{ spread: null, spansSince: null, exchange: null },
});
