import type { Rejection } from './rejection.ts';
import { type LineField, measurementOf, type WideLine } from './wide-lines.ts';

export interface RefusedField extends LineField {
  readonly series: string;
  readonly timeMs: number;
  readonly reason: string;
  /** Older than the server keeps data. */
  readonly isExpired: boolean;
}

/** Lines that travel in one body. */
export type Group = readonly WideLine[];

/** What to do with a body that was not taken as a whole. */
export interface Narrowed {
  /** Smaller bodies to send instead. All together they hold what is not in `refused`. */
  readonly waiting: readonly Group[];
  readonly refused: readonly RefusedField[];
}

/**
 * Comes closer to what is to blame, with as few requests as the server's words allow: the lines it names, the field it
 * names, the number it left out; otherwise by halves, down to one value. What was stored of the body already is sent
 * again with the rest, which is harmless (same series, field and time).
 */
export function narrow(group: Group, rejection: Rejection): Narrowed {
  return (
    byNamedLines(group, rejection) ??
    byNamedField(group, rejection) ??
    byAge(group, rejection) ??
    byCount(group, rejection) ?? { waiting: halvesOf(group), refused: [] }
  );
}

/** A single value cannot be narrowed any further. */
export const isSingle = (group: Group): boolean => group.length === 1 && group[0]!.fields.length === 1;

/** Every value of these lines, refused for one reason. */
export function refuse(group: Group, reason: string, isExpired = false): RefusedField[] {
  return group.flatMap(({ series, fields, timeMs }) =>
    fields.map((field) => ({ ...field, series, timeMs, reason, isExpired })),
  );
}

/** Lines are halved down to one, then its fields down to one. A single value stays as it is. */
export function halvesOf(group: Group): Group[] {
  if (isSingle(group)) return [group];
  const line = group[0]!;
  if (group.length === 1) return halves(line.fields).map((fields) => [{ ...line, fields }]);
  return halves(group);
}

function halves<T>(list: readonly T[]): (readonly T[])[] {
  const middle = list.length >>> 1;
  return [list.slice(0, middle), list.slice(middle)];
}

function byNamedLines(group: Group, { lines, field, isExpired }: Rejection): Narrowed | undefined {
  if (lines.size === 0) return undefined;
  const rest = group.filter((_, i) => !lines.has(i));
  const named = group.flatMap((line, i) => (lines.has(i) ? [{ line, reason: lines.get(i)! }] : []));
  const whole = named.filter(({ line }) => isExpired || line.fields.length === 1);
  const mixed = named.filter(({ line }) => !isExpired && line.fields.length > 1).map(({ line }) => line);
  return {
    waiting: [...partsOf(mixed, field), rest].filter(isFilled),
    refused: whole.flatMap(({ line, reason }) => refuse([line], reason, isExpired)),
  };
}

/** Lines of several fields, one of which is to blame: the named field apart from the others, or each line by itself. */
function partsOf(mixed: Group, field: Rejection['field']): Group[] {
  const split = field && splitByField(mixed, field);
  if (split) return [split.suspects, split.others];
  return mixed.flatMap((line) => halvesOf([line]));
}

function byNamedField(group: Group, { field }: Rejection): Narrowed | undefined {
  const split = field && splitByField(group, field);
  return split && { waiting: [split.suspects, split.others], refused: [] };
}

/** Undefined when one part would be empty: then nothing would be gained. */
function splitByField(group: Group, field: NonNullable<Rejection['field']>) {
  const isSuspect = (line: WideLine, key: string): boolean =>
    unescaped(key) === field.name &&
    (field.measurement === undefined || unescaped(measurementOf(line.series)) === field.measurement);
  const { suspects, others } = splitFields(group, isSuspect);
  return suspects.length > 0 && others.length > 0 ? { suspects, others } : undefined;
}

/** Divides the values of lines into two bodies. */
export function splitFields(
  group: Group,
  isSuspect: (line: WideLine, key: string) => boolean,
): { suspects: Group; others: Group } {
  const pick = (wanted: boolean): Group =>
    group.flatMap((line) => {
      const fields = line.fields.filter(({ key }) => isSuspect(line, key) === wanted);
      return fields.length === 0 ? [] : fields.length === line.fields.length ? [line] : [{ ...line, fields }];
    });
  return { suspects: pick(true), others: pick(false) };
}

/** A retention policy cuts by time, and lines are in order of time: the first ones are meant. */
function byAge(group: Group, { isExpired, dropped, reason }: Rejection): Narrowed | undefined {
  if (!isExpired || dropped === undefined || dropped === 0) return undefined;
  if (dropped >= group.length) return { waiting: [], refused: refuse(group, reason, true) };
  return { waiting: [group.slice(0, dropped), group.slice(dropped)], refused: [] };
}

/** Each line holds one value and all were left out for the same reason. */
function byCount(group: Group, { dropped, isAboutData, reason }: Rejection): Narrowed | undefined {
  const isAll = isAboutData && dropped === group.length && group.every(({ fields }) => fields.length === 1);
  return isAll ? { waiting: [], refused: refuse(group, reason) } : undefined;
}

const isFilled = (group: Group): boolean => group.length > 0;

const unescaped = (text: string): string => text.replace(/\\([ ,=])/g, '$1');
