import { join } from 'node:path';
import { durationMs } from '../../domain/duration.ts';
import type { ExpressionLanguage } from '../../ports/expression.ts';
import { check } from '../check.ts';
import type { MistakeList, Path } from '../mistakes.ts';
import { type Origin, originOf } from '../origin.ts';
import { readYaml } from '../yaml-source.ts';
import { checkExpressions } from './check-expressions.ts';
import { FIGURE, type FormBlock, type FormColumn, type FormFile, formSchema } from './form-schema.ts';

/** A form that is right in itself, and where its parts stand. */
export interface LoadedForm {
  readonly form: FormFile;
  readonly origin: Origin;
}

/** What forms are read from: the folder of the configuration. */
export interface FormFiles {
  readonly folder: string;
  readText(path: string): string;
  listFiles(folder: string): readonly string[];
}

/** Where forms lie, below the folder of the configuration. */
export const FORMS = 'forms';

/** Every form there is, by its id. What is wrong with one is added with file, line and column; it is then left out. */
export function readForms(
  { folder, listFiles, readText }: FormFiles,
  language: ExpressionLanguage,
  mistakes: MistakeList,
): ReadonlyMap<string, LoadedForm> {
  const at = join(folder, FORMS);
  const names = listFiles(at).filter((name) => name.endsWith('.yaml'));
  const loaded = [...names].sort().flatMap((name) => {
    const file = join(at, name);
    const form = readForm(file, textOf(file, readText, mistakes), language, mistakes);
    return form ? [[form.form.form, form] as const] : [];
  });
  return new Map(loaded);
}

function textOf(file: string, readText: FormFiles['readText'], mistakes: MistakeList): string | undefined {
  try {
    return readText(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    mistakes.add({ file, line: 1, column: 1, path: '' }, `cannot be read: ${reason}`);
    return undefined;
  }
}

/** Reads one form and checks all that does not depend on the site. */
export function readForm(
  file: string,
  text: string | undefined,
  language: ExpressionLanguage,
  mistakes: MistakeList,
): LoadedForm | undefined {
  const before = mistakes.count;
  const source = text === undefined ? undefined : readYaml(file, text, mistakes);
  if (source === undefined) return undefined;
  const origin = originOf(source);
  const form = check(formSchema, source.value, origin, mistakes);
  if (form === undefined) return undefined;
  if (!file.endsWith(`/${form.form}.yaml`)) {
    const value = JSON.stringify(form.form);
    mistakes.add(origin.locate(['form'], 'value'), `${value} is not the name of this file`, { value });
  }
  checkSchedule(form, origin, mistakes);
  checkNames(form, origin, mistakes);
  checkExpressions(form, origin, language, mistakes);
  for (const [at, block] of form.blocks.entries()) checkBlock(form, block, ['blocks', at], origin, mistakes);
  return mistakes.count === before ? { form, origin } : undefined;
}

const DAY_MS = 86_400_000;

function checkSchedule({ schedule, extraRows }: FormFile, origin: Origin, mistakes: MistakeList): void {
  const { every, times, window } = schedule;
  const place = origin.locate(['schedule'], 'value');
  if ((every === undefined) === (times === undefined))
    mistakes.add(place, 'is said by `every` or by `times`, one of them');
  if (every !== undefined && (durationMs(every) < 900_000 || durationMs(every) > DAY_MS)) {
    mistakes.add(origin.locate(['schedule', 'every'], 'value'), `${every} is not allowed`, { allowed: '15m to 24h' });
  }
  if (durationMs(window.late) > durationMs(window.close)) {
    mistakes.add(origin.locate(['schedule', 'window', 'close'], 'value'), 'closes before it is late');
  }
  if (extraRows.length > 0 && schedule.onlyWhile === undefined) {
    mistakes.add(origin.locate(['extraRows'], 'value'), 'needs schedule.onlyWhile, the run state they follow');
  }
}

function checkNames(form: FormFile, origin: Origin, mistakes: MistakeList): void {
  repeated(form.blocks, ['blocks'], 'block', origin, mistakes);
  repeated(form.sign, ['sign'], 'signature', origin, mistakes);
  for (const [at, { columns, each, variant }] of form.blocks.entries()) {
    repeated(columns, ['blocks', at, 'columns'], 'column', origin, mistakes);
    const place = (key: string) => origin.locate(['blocks', at, key], 'value');
    if (each !== undefined && !(each in form.roles))
      mistakes.addUnknown(place('each'), 'role', each, Object.keys(form.roles));
    if (variant !== undefined && !form.variants.includes(variant)) {
      mistakes.addUnknown(place('variant'), 'variant', variant, form.variants);
    }
  }
}

function repeated(
  list: readonly { readonly id: string }[],
  path: Path,
  what: string,
  origin: Origin,
  mistakes: MistakeList,
): void {
  const ids = list.map(({ id }) => id);
  for (const [at, id] of ids.entries()) {
    if (ids.indexOf(id) !== at)
      mistakes.add(origin.locate([...path, at, 'id'], 'value'), `a second ${what} is named "${id}"`);
  }
}

function checkBlock(form: FormFile, block: FormBlock, path: Path, origin: Origin, mistakes: MistakeList): void {
  for (const [at, column] of block.columns.entries()) {
    const place = (key: keyof FormColumn) => origin.locate([...path, 'columns', at, key], 'value');
    const missing = missingKey(column);
    if (missing) mistakes.add(place(missing.key), 'is missing', { allowed: missing.allowed });
    checkRoles(form, column, place('from'), place('expr'), mistakes);
    const ids = block.columns.map(({ id }) => id);
    if (column.compareWith !== undefined && !ids.includes(column.compareWith)) {
      mistakes.addUnknown(place('compareWith'), 'column', column.compareWith, ids);
    }
    if (column.normal && column.normal[0] > column.normal[1])
      mistakes.add(place('normal'), 'the normal range ends before it begins');
  }
}

function missingKey({
  fill,
  from,
  expr,
  type,
  options,
}: FormColumn): { key: keyof FormColumn; allowed: string } | undefined {
  const isRead = fill === 'auto' || fill === 'either';
  if (isRead && from === undefined) return { key: 'from', allowed: 'the point it is read from' };
  if (fill === 'derived' && expr === undefined) return { key: 'expr', allowed: 'how it is worked out' };
  if (type === 'choice' && options.length === 0) return { key: 'options', allowed: 'what can be chosen' };
  return undefined;
}

type Spot = ReturnType<Origin['locate']>;

/** A point of a role needs a role of the form. */
function checkRoles(
  form: FormFile,
  { from, expr, fill }: FormColumn,
  atFrom: Spot,
  atExpr: Spot,
  mistakes: MistakeList,
): void {
  const roles = Object.keys(form.roles);
  for (const name of from === undefined ? [] : [from].flat()) {
    const role = roleOf(name);
    if (role !== undefined && !roles.includes(role)) mistakes.addUnknown(atFrom, 'role', role, roles);
  }
  const figured = fill === 'derived' ? FIGURE.exec(expr ?? '')?.[2] : undefined;
  const role = figured === undefined ? undefined : roleOf(figured);
  if (role !== undefined && !roles.includes(role)) mistakes.addUnknown(atExpr, 'role', role, roles);
}

/** The role of `role.point`; undefined for a point of the equipment itself. */
export function roleOf(name: string): string | undefined {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : name.slice(0, dot);
}
