import { textOf } from './read-text.ts';

/** One thing that is asked for. `day` is a date such as 2026-01-05; what is not needed may stay empty. */
export interface Asked {
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'text' | 'number' | 'day' | 'choice';
  readonly isNeeded: boolean;
  readonly value?: string;
  readonly unit?: string;
  /** Of a choice. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** What was typed, by name. */
export interface AskedValues {
  /** Empty where nothing was typed. */
  text(name: string): string;
  /** Null where nothing was typed. */
  textOrNull(name: string): string | null;
  /** 0 where nothing was typed. */
  number(name: string): number;
  numberOrNull(name: string): number | null;
}

export type ReadAsked =
  | { readonly ok: true; readonly values: AskedValues }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** Reads what was asked for, or says which entries cannot stand like that. */
export function readAsked(form: FormData, asked: readonly Asked[]): ReadAsked {
  const typed = new Map(asked.map(({ name }) => [name, textOf(form, name)]));
  const wrong = asked.filter((one) => !isRight(one, typed.get(one.name) ?? '')).map(({ name }) => name);
  if (wrong.length > 0) return { ok: false, wrong: new Set(wrong) };
  const text = (name: string): string => typed.get(name) ?? '';
  return {
    ok: true,
    values: {
      text,
      textOrNull: (name) => text(name) || null,
      number: (name) => numberOf(text(name)),
      numberOrNull: (name) => (text(name) === '' ? null : numberOf(text(name))),
    },
  };
}

const numberOf = (text: string): number => Number(text.replace(',', '.'));

/** A reason says something. */
const LEAST_TEXT = 3;

function isRight({ kind, isNeeded }: Asked, text: string): boolean {
  if (text === '') return !isNeeded;
  switch (kind) {
    case 'number':
      return Number.isFinite(numberOf(text));
    case 'day':
      return isDay(text);
    case 'text':
      return text.length >= LEAST_TEXT;
    case 'line':
    case 'choice':
      return true;
  }
}

function isDay(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
