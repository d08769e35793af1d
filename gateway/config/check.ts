import type { z } from 'zod';
import { choicesOf, describeAllowed, type JsonSchema, keysOf, schemaAt, toJsonSchema } from './describe-schema.ts';
import type { MistakeList, Path } from './mistakes.ts';
import { nearest } from './nearest.ts';
import type { Origin } from './origin.ts';

type Issue = z.core.$ZodIssue;

const SECRET_NAME = /password|token|secret|credential/i;
const LONGEST_VALUE = 60;

/** The checked value, or nothing after adding each thing that is wrong with it, at its own spot. */
export function check<T>(schema: z.ZodType<T>, value: unknown, origin: Origin, mistakes: MistakeList): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const root = toJsonSchema(schema);
  for (const issue of result.error.issues.flatMap(unfold)) report({ issue, root, value, origin, mistakes });
  return undefined;
}

/** A union's issue becomes those of the alternative that came furthest; a list of one is as it was. */
function unfold(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const furthest = issue.errors
    .map((issues) => issues.flatMap(unfold))
    .filter((issues) => !issues.some(isOfAnotherKind))
    .sort((a, b) => a.length - b.length)[0];
  if (furthest === undefined) return [issue];
  return furthest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** The value as a whole is nothing this alternative is about: not that type, or not that word. */
function isOfAnotherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

interface Report {
  readonly issue: Issue;
  readonly root: JsonSchema;
  readonly value: unknown;
  readonly origin: Origin;
  readonly mistakes: MistakeList;
}

function report({ issue, root, value, origin, mistakes }: Report): void {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const schema = schemaAt(root, value, path);
  if (issue.code === 'unrecognized_keys') {
    const known = schema === undefined ? [] : keysOf(root, schema, valueAt(value, path));
    for (const key of issue.keys) mistakes.addUnknown(origin.locate([...path, key], 'key'), 'key', key, known);
    return;
  }
  const found = valueAt(value, path);
  const allowed = allowedFor(issue, root, schema);
  if (found === undefined) {
    reportMissing({ issue, root, value, origin, mistakes }, path, allowed);
    return;
  }
  // Made from an unknown parameter, which has been reported where it is named.
  if (Number.isNaN(found) && mistakes.count > 0) return;
  const place = origin.locate(path, issue.code === 'invalid_key' ? 'key' : 'value');
  if (origin.isHidden(path) && mistakes.hasAt(place)) return;
  const isSecret = origin.isHidden(path) || SECRET_NAME.test(String(path.at(-1)));
  const shown = isSecret ? 'the value' : showValue(found);
  const suggestion = typeof found === 'string' && schema ? nearest(found, choicesOf(root, schema)) : undefined;
  mistakes.add(place, messageFor(issue, shown), {
    ...(allowed ? { allowed } : {}),
    ...(isSecret ? {} : { value: shown }),
    ...(isSecret || suggestion === undefined ? {} : { suggestion }),
  });
}

/** A key that is missing because it was misspelt is reported where it stands. */
function reportMissing({ root, value, origin, mistakes }: Report, path: Path, allowed: string | undefined): void {
  const parentPath = path.slice(0, -1);
  const parent = valueAt(value, parentPath);
  const schema = schemaAt(root, value, parentPath);
  const known = schema === undefined ? [] : keysOf(root, schema, parent);
  const strangers = Object.keys(Object(parent)).filter((key) => !known.includes(key));
  const misspelt = strangers.find((key) => nearest(key, known) === path.at(-1));
  if (misspelt === undefined) {
    mistakes.add(origin.locate(path, 'value'), 'is missing', allowed ? { allowed } : {});
    return;
  }
  mistakes.addUnknown(origin.locate([...parentPath, misspelt], 'key'), 'key', misspelt, known);
}

function messageFor(issue: Issue, shown: string): string {
  if (issue.code === 'invalid_key') return 'this key is not allowed';
  if (issue.code !== 'custom') return `${shown} is not allowed`;
  return shown.startsWith('a ') ? issue.message : `${shown}: ${issue.message}`;
}

function allowedFor(issue: Issue, root: JsonSchema, schema: JsonSchema | undefined): string | undefined {
  switch (issue.code) {
    case 'custom':
      return undefined;
    case 'invalid_key':
      return issue.issues.map((inner) => inner.message).join(', ');
    case 'invalid_format':
      return issue.format === 'regex' && !issue.message.startsWith('Invalid') ? issue.message : describe(root, schema);
    case 'too_big':
    case 'too_small':
      return issue.origin === 'string'
        ? `${describe(root, schema)} of ${bounds(schema)} characters`
        : describe(root, schema);
    default:
      return describe(root, schema);
  }
}

const bounds = (schema: JsonSchema | undefined): string => `${schema?.minLength ?? 0}–${schema?.maxLength ?? '∞'}`;

function describe(root: JsonSchema, schema: JsonSchema | undefined): string | undefined {
  return schema === undefined ? undefined : describeAllowed(root, schema);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((current, step) => {
    return typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  }, value);
}

/** A value as it is shown in a message: short, and no more than its kind when it is large. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
