import { csvPlain } from '../../contract/csv.ts';

/**
 * What the numbers of a column are: what a sensor showed, what a register showed (it should not fall), or the consumption of
 * intervals, which becomes a rising register.
 */
export const READ_AS = ['reading', 'counter', 'interval'] as const;
export type ReadAs = (typeof READ_AS)[number];

/** One column of a wide file and the tag its numbers belong to. */
export interface MappedColumn {
  readonly index: number;
  readonly name: string;
  readonly tag: string;
  readonly as: ReadAs;
  /** What its numbers are multiplied with, where it has a factor of its own. */
  readonly factor: number | undefined;
}

/** How the columns of a file are to be read. */
export type ColumnPlan =
  | { readonly kind: 'wide'; readonly time: number; readonly columns: readonly MappedColumn[] }
  | {
      readonly kind: 'long';
      readonly time: number;
      readonly tag: number;
      readonly value: number;
      readonly quality: number | undefined;
      readonly as: ReadAs;
    };

export interface ColumnOptions {
  readonly time: string | undefined;
  /** `COLUMN=TAG[:AS][*FACTOR]`, several with commas. */
  readonly map: string | undefined;
  readonly wide: boolean;
  readonly tagColumn: string | undefined;
  readonly valueColumn: string | undefined;
  readonly as: ReadAs;
}

const TIME_NAMES = ['time', 'timestamp', 'datetime', 'datetime_utc', 'date', '时间', '日期'];

/** Finds the columns in the head of a file, or says what is missing. */
export function planColumns(head: readonly string[], options: ColumnOptions): ColumnPlan | string {
  const names = head.map((name) => csvPlain(name.trim()));
  const time = options.time === undefined ? names.findIndex(isTimeName) : names.indexOf(options.time);
  if (time < 0) return `which column is the time? Give --time; there are: ${names.join(', ')}`;
  if (options.map !== undefined) return mapped(names, time, options.map, options.as);
  if (options.wide) return wide(names, time, options.as);
  const tag = names.indexOf(options.tagColumn ?? 'tag');
  const value = names.indexOf(options.valueColumn ?? 'value');
  if (tag >= 0 && value >= 0) return long(names, { time, tag, value, as: options.as });
  return `which column is what? Give --map COLUMN=TAG, or --wide where the head has tags, or --tag-column and --value-column; there are: ${names.join(', ')}`;
}

const isTimeName = (name: string): boolean => TIME_NAMES.includes(name.toLowerCase());

function long(names: readonly string[], found: { time: number; tag: number; value: number; as: ReadAs }): ColumnPlan {
  const quality = names.indexOf('quality');
  return { kind: 'long', ...found, quality: quality < 0 ? undefined : quality };
}

function wide(names: readonly string[], time: number, as: ReadAs): ColumnPlan | string {
  const columns = names.flatMap((name, index) =>
    index === time || name === '' ? [] : [{ index, name, tag: name, as, factor: undefined }],
  );
  return columns.length > 0 ? { kind: 'wide', time, columns } : 'there is no column beside the time';
}

function mapped(names: readonly string[], time: number, map: string, as: ReadAs): ColumnPlan | string {
  const columns: MappedColumn[] = [];
  for (const entry of map.split(',')) {
    const column = mappedColumn(names, entry.trim(), as);
    if (typeof column === 'string') return column;
    columns.push(column);
  }
  const twice = columns.find(({ tag }, i) => columns.findIndex((other) => other.tag === tag) < i);
  return twice ? `--map names ${twice.tag} twice` : { kind: 'wide', time, columns };
}

function mappedColumn(names: readonly string[], entry: string, otherwise: ReadAs): MappedColumn | string {
  const [, name, tag, as, factor] = /^(.+?)=([^=:*]+)(?::(\w+))?(?:\*([\d.e-]+))?$/.exec(entry) ?? [];
  if (name === undefined || tag === undefined)
    return `--map ${entry}; allowed: COLUMN=TAG, COLUMN=TAG:interval, COLUMN=TAG:reading*0.001`;
  const index = names.indexOf(name);
  if (index < 0) return `--map: there is no column "${name}"; there are: ${names.join(', ')}`;
  const kind = READ_AS.find((one) => one === (as ?? otherwise));
  if (kind === undefined) return `--map ${entry}; allowed after the colon: ${READ_AS.join(', ')}`;
  if (factor !== undefined && !Number.isFinite(Number(factor))) return `--map ${entry}; ${factor} is not a number`;
  return { index, name, tag, as: kind, factor: factor === undefined ? undefined : Number(factor) };
}
