import { durationMs } from '../../domain/duration.ts';
import {
  type FigureKind,
  figureKind,
  type SheetBlock,
  type SheetColumn,
  type SheetForm,
} from '../../domain/duty/sheets/sheet-form.ts';
import type { Equipment } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import type { LocalText } from '../../domain/text.ts';
import { minutesOf } from '../week-hours.ts';
import { columnNames } from './column-names.ts';
import { FIGURE, type FormBlock, type FormColumn, type FormFile } from './form-schema.ts';
import { roleOf } from './read-form.ts';

/** What a form is fitted to: its subject, who stands in its roles, and the points there are. */
export interface Fitting {
  readonly subject: string;
  readonly subjectName: LocalText;
  readonly variant: string | undefined;
  readonly every: string | undefined;
  /** Numbers of the subject, such as rated_kva. */
  readonly ratings: Readonly<Record<string, number>>;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly equipment: ReadonlyMap<string, Equipment>;
  /** By tag. */
  readonly points: ReadonlyMap<string, Point>;
}

const DAY_MINUTES = 1_440;

/** The form with the machines of one sheet in it. Blocks of roles that nobody has, and columns left without a point, are left out. */
export function fitForm(file: FormFile, fitting: Fitting): SheetForm {
  const { form, version, title, basis, schedule, keep } = file;
  const { before, late, close } = schedule.window;
  return {
    ...{ form, version, title, basis, subjectName: fitting.subjectName },
    slots: slotsOf(file, fitting.every),
    windows: { beforeMs: durationMs(before), lateMs: durationMs(late), closeMs: durationMs(close) },
    runTag: runTagOf(file, fitting),
    extraRows: file.extraRows.map(({ id, en, zh, before: lead }) => {
      return { id, title: { en, zh }, to: id === 'start', offsetMs: -durationMs(lead) };
    }),
    blocks: withoutOrphans(
      file.blocks.filter((block) => isOfVariant(file, block, fitting)).flatMap((block) => blocksOf(block, fitting)),
    ),
    signs: file.sign.map(({ id, en, zh, per, least, within }) => {
      return { id, title: { en, zh }, per, least, withinMs: durationMs(within) };
    }),
    keepMs: durationMs(keep),
  };
}

function slotsOf({ schedule }: FormFile, every = schedule.every): number[] {
  const { anchor, times } = schedule;
  if (every === undefined) return (times ?? []).map(minutesOf).sort((a, b) => a - b);
  const step = Math.max(15, Math.round(durationMs(every) / 60_000));
  const first = minutesOf(anchor) % step;
  return Array.from({ length: Math.ceil((DAY_MINUTES - first) / step) }, (_, at) => first + at * step);
}

function runTagOf({ schedule }: FormFile, fitting: Fitting): string | null {
  const names = schedule.onlyWhile === undefined ? [] : [schedule.onlyWhile].flat();
  return pointOf(names, fitting.subject, fitting)?.tag ?? null;
}

const isOfVariant = (
  { variants }: FormFile,
  { variant }: FormBlock,
  { variant: wanted = variants[0] }: Fitting,
): boolean => variant === undefined || variant === wanted;

function blocksOf(block: FormBlock, fitting: Fitting): SheetBlock[] {
  const owners = block.each === undefined ? [undefined] : (fitting.roles[block.each] ?? []);
  return owners.flatMap((owner) => {
    const columns = block.columns.flatMap((column) => columnOf(column, block, owner, fitting) ?? []);
    if (columns.length === 0) return [];
    const name = owner === undefined ? null : (fitting.equipment.get(owner)?.name ?? null);
    return [{ id: block.id, title: block.title, equipment: owner ?? null, name, per: block.per, columns }];
  });
}

/** Units of what changes slowly, and how old such a value may be; anything else is electrical. */
const MAX_AGE_MS: Readonly<Record<string, number>> = {
  ...{ '°C': 300_000, K: 300_000, MPa: 300_000, kPa: 300_000, bar: 300_000 },
  ...{ m: 3_600_000, '%': 300_000, 'mg/L': 3_600_000, NTU: 3_600_000, h: 3_600_000 },
};
const USUAL_AGE_MS = 60_000;

/** Hand columns of these types are missed when they stay empty. */
const ASKED: readonly FormColumn['type'][] = ['number', 'check', 'choice', 'scan'];

function columnOf(
  column: FormColumn,
  block: FormBlock,
  owner: string | undefined,
  fitting: Fitting,
): SheetColumn | undefined {
  const own = owner ?? fitting.subject;
  const point = column.from === undefined ? undefined : pointOf([column.from].flat(), own, fitting);
  const isRead = column.fill === 'auto' || column.fill === 'either';
  if (isRead && !point && (column.fill === 'auto' || column.without === 'leave-out')) return undefined;
  const figure = column.fill === 'derived' ? figureOf(column, own, block, owner, fitting) : undefined;
  if (column.fill === 'derived' && figure === null) return undefined;
  const fill = isRead ? (point ? 'auto' : 'hand') : column.fill === 'derived' ? 'derived' : 'hand';
  return {
    ...{
      key: keyOf(block.id, owner, column.id),
      title: { en: column.en, zh: column.zh },
      unit: point?.unit || column.unit,
    },
    ...{ digits: column.digits, type: column.type, fill, byHand: fill === 'hand' || column.fill === 'either' },
    ...{ tag: point?.tag ?? null, take: column.take, equals: equalsOf(column), options: column.options },
    maxAgeMs: column.maxAge ? durationMs(column.maxAge) : (MAX_AGE_MS[column.unit] ?? USUAL_AGE_MS),
    expr: fill === 'derived' && !figure ? withinBlock(column.expr ?? '', block, owner, fitting.ratings) : null,
    figure: figure ?? null,
    normal: point?.normal ? [point.normal[0], point.normal[1]] : (column.normal ?? null),
    required: fill === 'hand' && (column.required ?? ASKED.includes(column.type)),
    ...{ onFail: column.onFail ?? null, tolerance: toleranceOf(column, point), standing: column.standing },
    compareWith: column.compareWith === undefined ? null : keyOf(block.id, owner, column.compareWith),
  };
}

const keyOf = (block: string, owner: string | undefined, column: string): string =>
  owner === undefined ? `${block}.${column}` : `${block}.${owner}.${column}`;

/** A check of telemetry that says nothing else is √ at 1. */
function equalsOf({ type, equals }: FormColumn): number | null {
  if (type !== 'check') return null;
  return equals === undefined ? 1 : Number(equals);
}

/** A hand value beside telemetry may differ by 2 % of the normal range's top where the form says nothing. */
function toleranceOf({ tolerance, fill, normal, compareWith }: FormColumn, point: Point | undefined): number | null {
  if (tolerance !== undefined) return tolerance;
  const top = point?.normal?.[1] ?? normal?.[1];
  if ((fill !== 'either' && compareWith === undefined) || top === undefined) return null;
  return Math.abs(top) * 0.02;
}

/** The first of the points that is there. A role with several machines means its first. */
function pointOf(names: readonly string[], own: string, { roles, points }: Fitting): Point | undefined {
  for (const name of names) {
    const role = roleOf(name);
    const owner = role === undefined ? own : roles[role]?.[0];
    const point = owner === undefined ? undefined : points.get(`${owner}.${name.slice(name.lastIndexOf('.') + 1)}`);
    if (point) return point;
  }
  return undefined;
}

type Figure = NonNullable<SheetColumn['figure']>;

/** Undefined: it is arithmetic. Null: the points it needs are not there. */
function figureOf(
  column: FormColumn,
  own: string,
  block: FormBlock,
  owner: string | undefined,
  fitting: Fitting,
): Figure | null | undefined {
  const [, word, name = ''] = FIGURE.exec(column.expr ?? '') ?? [];
  const kind = figureKind.options.find((one) => one === word);
  if (kind === undefined) return undefined;
  // `hours: delta(hours)` is about the point of that name, not about itself.
  const source = block.columns.find(({ id }) => id === name && id !== column.id);
  const names = source ? [source.from ?? []].flat() : [name];
  const tags = tagsOf(kind, names, own, fitting);
  const ofColumn = source ? keyOf(block.id, owner, source.id) : null;
  if (tags.length === 0 && (ofColumn === null || source?.without === 'leave-out')) return null;
  return { kind, tags, column: ofColumn };
}

/** Counters of a role add up; of an extreme there is one point. */
function tagsOf(kind: FigureKind, names: readonly string[], own: string, fitting: Fitting): string[] {
  const role = names[0] === undefined ? undefined : roleOf(names[0]);
  if (kind !== 'delta' || role === undefined) {
    const tag = pointOf(names, own, fitting)?.tag;
    return tag === undefined ? [] : [tag];
  }
  const point = names[0]!.slice(role.length + 1);
  return (fitting.roles[role] ?? []).map((one) => `${one}.${point}`).filter((tag) => fitting.points.has(tag));
}

/** Names of the same block, written in full: `i_a` → `at('lv.INC1.i_a')`; a rating of the subject becomes its number. */
function withinBlock(expr: string, block: FormBlock, owner: string | undefined, ratings: Fitting['ratings']): string {
  const own = new Map(block.columns.map(({ id }) => [id, keyOf(block.id, owner, id)]));
  return columnNames(expr, (name) => {
    if (name.startsWith('subject.')) return String(ratings[name.slice('subject.'.length)] ?? `at('${name}')`);
    if (name.includes('.')) return `at('${name}')`;
    const key = own.get(name);
    return key === undefined ? name : `at('${key}')`;
  });
}

const READ = /at\('([^']*)'\)/g;

/** Without derived columns of which a part is not there. */
function withoutOrphans(blocks: readonly SheetBlock[]): SheetBlock[] {
  const keys = new Set(blocks.flatMap(({ columns }) => columns.map(({ key }) => key)));
  const isWhole = ({ expr }: SheetColumn): boolean =>
    [...(expr ?? '').matchAll(READ)].every(([, key = '']) => keys.has(key));
  return blocks.flatMap((block) => {
    const columns = block.columns.filter(isWhole);
    return columns.length > 0 ? [{ ...block, columns }] : [];
  });
}
