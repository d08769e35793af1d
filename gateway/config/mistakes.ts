import { nearest } from './nearest.ts';

/** Keys and list positions from the top of a file down to one value. */
export type Path = readonly (string | number)[];

/** A spot in a configuration file, as people look it up: both numbers start at 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `connections[2].port`; empty for the file as a whole. */
  readonly path: string;
}

/** One thing that is wrong (or, in the list of warnings, doubtful) in a configuration file. */
export interface Mistake extends Place {
  readonly message: string;
  /** What was found, as shown to people; absent when it could be a secret. */
  readonly value?: string;
  readonly allowed?: string;
  /** The nearest name that would have been right. */
  readonly suggestion?: string;
}

type Detail = Partial<Pick<Mistake, 'value' | 'allowed' | 'suggestion'>>;

/** More than anybody reads at once; the rest is only counted. */
const MOST_MISTAKES = 500;
const MOST_NAMES = 24;

/** Collects every mistake instead of stopping at the first; the same one found twice is kept once. */
export class MistakeList {
  private readonly byText = new Map<string, Mistake>();
  private dropped = 0;

  get count(): number {
    return this.byText.size;
  }

  /** Whether something at exactly this spot has been found already. */
  hasAt(place: Place): boolean {
    const same = (other: Mistake) => other.path === place.path && other.file === place.file;
    return [...this.byText.values()].some(same);
  }

  add(place: Place, message: string, detail: Detail = {}): void {
    const { file, line, column, path } = place;
    const mistake: Mistake = { file, line, column, path, message, ...detail };
    const text = formatMistake(mistake);
    if (this.byText.has(text)) return;
    if (this.byText.size >= MOST_MISTAKES) this.dropped += 1;
    else this.byText.set(text, mistake);
  }

  /** An unknown name among known ones: suggests the nearest, or lists them all. */
  addUnknown(place: Place, what: string, name: string, known: readonly string[]): void {
    const suggestion = nearest(name, known);
    const value = JSON.stringify(name);
    const message = `unknown ${what} ${value}`;
    this.add(place, message, suggestion === undefined ? { value, allowed: listNames(known) } : { value, suggestion });
  }

  /** In the order of the files' lines; the last entry says how many were left out. */
  all(): readonly Mistake[] {
    const sorted = [...this.byText.values()].sort(byPlace);
    const first = sorted[0];
    if (first === undefined || this.dropped === 0) return sorted;
    return [...sorted, { ...first, path: '', message: `and ${this.dropped} more mistakes` }];
  }
}

function byPlace(a: Mistake, b: Mistake): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** Names for a message, cut where nobody would read on. */
export function listNames(names: readonly string[]): string {
  if (names.length === 0) return 'none is defined';
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} … (${names.length} in all)` : shown;
}

/** `config/site.yaml:12:9 connections[2].port: 70000 is not allowed; allowed: whole number 1–65535` */
export function formatMistake(mistake: Mistake): string {
  const where = `${mistake.file}:${mistake.line}:${mistake.column}`;
  const path = mistake.path === '' ? '' : ` ${mistake.path}:`;
  const allowed = mistake.allowed === undefined ? '' : `; allowed: ${mistake.allowed}`;
  const suggestion = mistake.suggestion === undefined ? '' : `; did you mean "${mistake.suggestion}"?`;
  return `${where}${path} ${mistake.message}${allowed}${suggestion}`;
}

/** `['connections', 2, 'port']` → `connections[2].port`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
