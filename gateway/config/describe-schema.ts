import { z } from 'zod';
import { listNames } from './mistakes.ts';

/** The part of JSON Schema that zod writes and that a person can be told about. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What the editor's view of a schema is: defaults are optional, transforms are seen from outside. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

type Value = boolean | JsonSchema | undefined;

/** The schema of the value at a path, looked up through unions by what the value itself says it is. */
export function schemaAt(root: JsonSchema, value: unknown, path: readonly PropertyKey[]): JsonSchema | undefined {
  let schema: JsonSchema | undefined = root;
  let current = value;
  for (const step of path) {
    if (schema === undefined) return undefined;
    schema = childOf(root, schema, current, step);
    current = isRecord(current) || Array.isArray(current) ? Reflect.get(current, step) : undefined;
  }
  return schema;
}

function childOf(root: JsonSchema, schema: JsonSchema, value: unknown, step: PropertyKey): JsonSchema | undefined {
  const found = branchesFor(root, schema, value).flatMap((branch) => {
    if (typeof step === 'number') return asSchema(branch.prefixItems?.[step] ?? single(branch.items));
    const named = branch.properties?.[String(step)];
    return asSchema(named ?? branch.additionalProperties);
  });
  return found.length > 1 ? { anyOf: found } : found[0];
}

const single = (items: JsonSchema['items']): Value => (Array.isArray(items) ? undefined : items);
const asSchema = (schema: Value): JsonSchema[] => (typeof schema === 'object' ? [schema] : []);

/** The alternatives that the value can still mean: those whose constants it has, else all of them. */
function branchesFor(root: JsonSchema, schema: JsonSchema, value: unknown): JsonSchema[] {
  const plain = follow(root, schema);
  const branches = plain.oneOf ?? plain.anyOf ?? plain.allOf;
  if (branches === undefined) return [plain];
  const all = branches.flatMap((branch) => asSchema(branch).flatMap((each) => branchesFor(root, each, value)));
  const matching = all.filter((branch) => hasItsConstants(branch, value));
  return matching.length > 0 ? matching : all;
}

function follow(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  const target = name === undefined ? undefined : root.$defs?.[name];
  return typeof target === 'object' ? target : schema;
}

/** A constant must be there; one of a fixed choice may be left out. */
function allows(property: JsonSchema, value: unknown): boolean {
  if (property.const !== undefined) return property.const === value;
  return property.enum === undefined || value === undefined || property.enum.some((choice) => choice === value);
}

function hasItsConstants(branch: JsonSchema, value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(branch.properties ?? {}).every(
    ([key, property]) => typeof property !== 'object' || allows(property, value[key]),
  );
}

/** The names a map may have as keys, at a schema found by `schemaAt`. */
export function keysOf(root: JsonSchema, schema: JsonSchema, value: unknown): string[] {
  return [...new Set(branchesFor(root, schema, value).flatMap((branch) => Object.keys(branch.properties ?? {})))];
}

/** The texts a value may be, when there is a fixed choice. */
export function choicesOf(root: JsonSchema, schema: JsonSchema): string[] {
  return branchesFor(root, schema, undefined).flatMap((branch) => {
    if (branch.enum !== undefined) return branch.enum.map(String);
    return branch.const === undefined ? [] : [String(branch.const)];
  });
}

/** `whole number 1–65535`, `tcp, rtu`, `text such as 10s`: what a person may write there. */
export function describeAllowed(root: JsonSchema, schema: JsonSchema): string {
  const choices = choicesOf(root, schema);
  const others = branchesFor(root, schema, undefined).filter(
    (one) => one.enum === undefined && one.const === undefined,
  );
  const described = others.map((branch) => describeOne(branch));
  return [...(choices.length > 0 ? [listNames([...new Set(choices)])] : []), ...new Set(described)].join(' or ');
}

function describeOne(schema: JsonSchema): string {
  switch (schema.type) {
    case 'integer':
      return `whole number${describeRange(schema)}`;
    case 'number':
      return `number${describeRange(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return describeText(schema);
    case 'array':
      return describeList(schema);
    case 'object':
      return describeMap(schema);
    default:
      return 'a value';
  }
}

function describeRange(schema: JsonSchema): string {
  const low = realBound(schema.minimum);
  const high = realBound(schema.maximum);
  if (low !== undefined && high !== undefined) return ` ${low}–${high}`;
  if (schema.exclusiveMinimum !== undefined) return ` above ${schema.exclusiveMinimum}`;
  if (low !== undefined) return ` from ${low}`;
  return high === undefined ? '' : ` up to ${high}`;
}

/** zod writes the limits of exact whole numbers into every integer; they tell nobody anything. */
function realBound(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER ? undefined : bound;
}

function describeText(schema: JsonSchema): string {
  if (schema.format === 'uri') return 'an address such as http://127.0.0.1:8086';
  const examples = schema.examples;
  return Array.isArray(examples) && examples.length > 0 ? `text such as ${examples.join(', ')}` : 'text';
}

function describeList(schema: JsonSchema): string {
  if (schema.prefixItems !== undefined) return `a list of ${schema.prefixItems.length}`;
  return schema.minItems === undefined ? 'a list' : `a list with at least ${schema.minItems}`;
}

function describeMap(schema: JsonSchema): string {
  const keys = Object.keys(schema.properties ?? {});
  return keys.length === 0 ? 'a map' : `a map of ${listNames(keys)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
