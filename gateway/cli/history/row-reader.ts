import { csvCells, csvPlain } from '../../contract/csv.ts';
import { QUALITY, type QualityName } from '../../domain/quality.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { ColumnPlan, ReadAs } from './column-map.ts';
import type { FileLine } from './file-lines.ts';
import type { Problem, ProblemKind } from './problems.ts';
import type { TimeFormat } from './time-format.ts';
import { TimeLine } from './time-line.ts';

/** One number of the file, at its moment. */
export interface Entry {
  readonly line: number;
  readonly tag: string;
  readonly as: ReadAs;
  readonly ms: number;
  /** Null: known to be missing. */
  readonly value: number | null;
  readonly quality: QualityName | undefined;
}

export interface RowRules {
  readonly plan: ColumnPlan;
  readonly separator: string;
  readonly format: TimeFormat;
  readonly zone: ZoneOffsets;
  /** For columns without one of their own. */
  readonly factor: number;
  /** A zero stands for a reading that is missing. */
  readonly zeroIsMissing: boolean;
  /** Why a tag cannot be taken, in words; undefined when it can. */
  readonly tagProblem: (tag: string) => string | undefined;
  readonly report: (problem: Problem, cells?: number) => void;
}

interface Cell {
  readonly tag: string;
  readonly as: ReadAs;
  readonly text: string;
  readonly quality: string | undefined;
  readonly factor: number;
}

const NOTHING: ReadonlySet<string> = new Set(['', '-', 'nan', 'null', 'none', 'n/a', '#n/a']);

/** Turns the lines of a file into entries and says what is wrong with the others. One for each time the file is read. */
export class RowReader {
  private readonly rules: RowRules;
  /** By tag in a long file; one for all in a wide one. */
  private readonly times = new Map<string, TimeLine>();
  private readonly highest = new Map<string, number>();
  private readonly unknown = new Set<string>();

  constructor(rules: RowRules) {
    this.rules = rules;
  }

  read({ number, text }: FileLine): Entry[] {
    if (text.trim() === '') return [];
    const { plan, separator } = this.rules;
    const row = csvCells(text, separator);
    if (row === undefined) return this.refuse(number, 'broken-line', 'a quotation mark is never closed', 1);
    const cells = cellsOf(plan, row, this.rules.factor).filter((cell) => this.isKnown(cell.tag, number));
    if (cells.length === 0) return [];
    const ms = this.timeOf(row[plan.time] ?? '', cells, number);
    return ms === undefined ? [] : cells.flatMap((cell) => this.entryOf(cell, ms.ms, ms.isBefore, number));
  }

  private isKnown(tag: string, line: number): boolean {
    const text = this.rules.tagProblem(tag);
    if (text === undefined) return true;
    // Named once, at its first line; what it costs is counted at each.
    if (this.unknown.has(tag)) this.rules.report({ line, kind: 'unknown-tag', text: '', isRefused: true });
    else this.refuse(line, 'unknown-tag', text, 1);
    this.unknown.add(tag);
    return false;
  }

  private timeOf(text: string, cells: readonly Cell[], line: number): { ms: number; isBefore: boolean } | undefined {
    const key = this.rules.plan.kind === 'long' ? (cells[0]?.tag ?? '') : '';
    const known = this.times.get(key) ?? new TimeLine(this.rules.format, this.rules.zone);
    this.times.set(key, known);
    const time = known.next(text);
    const refuse = (kind: ProblemKind, words: string): undefined => {
      this.refuse(line, kind, words, cells.length);
    };
    if (!time.ok) {
      if (time.reason === 'not-a-time') return refuse('bad-time', `"${text}" is not a time of that form`);
      return refuse('skipped-hour', `${text} never was: the clocks were put forward`);
    }
    if (time.order === 'same') return refuse('duplicate', `${text} a second time`);
    if (time.isAmbiguous) this.note(line, 'ambiguous-time', `${text} was twice; taken for ${iso(time.ms)}`);
    if (time.order === 'before') this.note(line, 'out-of-order', `${text} comes after a later time`);
    return { ms: time.ms, isBefore: time.order === 'before' };
  }

  private entryOf({ tag, as, text, quality, factor }: Cell, ms: number, isBefore: boolean, line: number): Entry[] {
    const trimmed = text.trim();
    if (NOTHING.has(trimmed.toLowerCase()) && !isBadWord(quality)) return [];
    const number = isBadWord(quality) ? null : this.numberOf(trimmed, factor);
    if (number === undefined) return this.refuse(line, 'bad-number', `"${text}" is not a number`, 1);
    if (quality !== undefined && !isQuality(quality))
      return this.refuse(line, 'bad-quality', `"${quality}" is not a quality`, 1);
    const value = number === 0 && this.rules.zeroIsMissing ? null : number;
    const isWrong = this.checkKind(as, tag, value, isBefore, line);
    return isWrong ? [] : [{ line, tag, as, ms, value, quality }];
  }

  /** What only matters where values build on each other. */
  private checkKind(as: ReadAs, tag: string, value: number | null, isBefore: boolean, line: number): boolean {
    if (value === null) return false;
    if (as === 'interval' && isBefore) {
      this.refuse(line, 'out-of-order', 'consumption can only be added up in order of time', 1);
      return true;
    }
    if (as === 'interval' && value < 0) {
      this.refuse(line, 'negative-interval', `${value} cannot have been consumed`, 1);
      return true;
    }
    if (as === 'counter' && !isBefore) this.watchFall(tag, value, line);
    return false;
  }

  private watchFall(tag: string, value: number, line: number): void {
    const before = this.highest.get(tag);
    if (before !== undefined && value < before)
      this.note(line, 'counter-falls', `${tag} falls from ${before} to ${value}`);
    this.highest.set(tag, value);
  }

  /** Where cells are separated by semicolons the comma is the decimal point. */
  private numberOf(text: string, factor: number): number | undefined {
    const point = this.rules.separator === ';' ? text.replace(',', '.') : text;
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(point) ? Number(point) * factor : Number.NaN;
    return Number.isFinite(value) ? value : undefined;
  }

  private refuse(line: number, kind: ProblemKind, text: string, cells: number): [] {
    this.rules.report({ line, kind, text, isRefused: true }, cells);
    return [];
  }

  private note(line: number, kind: ProblemKind, text: string): void {
    this.rules.report({ line, kind, text, isRefused: false });
  }
}

function cellsOf(plan: ColumnPlan, row: readonly string[], otherwise: number): Cell[] {
  if (plan.kind === 'wide')
    return plan.columns.map(({ index, tag, as, factor = otherwise }) => {
      return { tag, as, text: row[index] ?? '', quality: undefined, factor };
    });
  const quality = plan.quality === undefined ? undefined : row[plan.quality]?.trim() || undefined;
  return [
    {
      tag: csvPlain((row[plan.tag] ?? '').trim()),
      as: plan.as,
      text: row[plan.value] ?? '',
      quality,
      factor: otherwise,
    },
  ];
}

const isQuality = (word: string): word is QualityName => Object.hasOwn(QUALITY, word);
const isBadWord = (word: string | undefined): boolean => word?.startsWith('bad-') ?? false;
const iso = (ms: number): string => new Date(ms).toISOString();
