import { z } from 'zod';
import { instant } from '../domain/instant.ts';

/** ISO 8601 with offset; what every `instant` of the domain looks like outside the process. */
export const isoInstant = z.iso.datetime({ offset: true });

type InstantKey =
  | ('at' | 'since' | 'until' | 'reviewBy' | 'sourceTime')
  | `${string}At`
  | `${string}Since`
  | `${string}Until`;

/** The JSON form of a record: fields named `at`, `since`, `until`, `…At`, `…Since`, `…Until`, `reviewBy` and `sourceTime` are ISO 8601 strings. */
export type Wire<T> = T extends readonly (infer Item)[]
  ? Wire<Item>[]
  : T extends object
    ? {
        [Key in keyof T]: Key extends InstantKey
          ? Extract<T[Key], null | undefined> | (Extract<T[Key], number> extends never ? T[Key] : string)
          : Wire<T[Key]>;
      }
    : T;

const INSTANT_KEY = /^(?:at|since|until|reviewBy|sourceTime|.*(?:At|Since|Until))$/;
const isInstantKey = (key: string): boolean => INSTANT_KEY.test(key);

/** Turns a record of the domain into its JSON form; nested records and arrays included. */
export function toWire<T>(record: T): Wire<T> {
  if (Array.isArray(record)) return record.map(toWire) as Wire<T>;
  if (record === null || typeof record !== 'object') return record as Wire<T>;
  const entries = Object.entries(record).map(([key, value]) => [
    key,
    isInstantKey(key) && typeof value === 'number' ? new Date(value).toISOString() : toWire(value),
  ]);
  return Object.fromEntries(entries) as Wire<T>;
}

/**
 * The same schema with its instants as ISO 8601 strings; a schema without instants is returned as it is.
 * `known` keeps what was converted, so that one entity stays one schema (and one component of the documents).
 */
export function wireSchema(schema: z.ZodType, known: Map<z.ZodType, z.ZodType> = new Map()): z.ZodType {
  const seen = known.get(schema);
  if (seen) return seen;
  const converted = convert(schema, (inner) => wireSchema(inner, known));
  const meta = converted === schema ? undefined : schema.meta();
  const wire = meta ? converted.meta(meta) : converted;
  known.set(schema, wire);
  return wire;
}

function convert(schema: z.ZodType, wire: (inner: z.ZodType) => z.ZodType): z.ZodType {
  if (isInstant(schema)) return isoInstant;
  if (schema instanceof z.ZodNullable)
    return rewrapped(schema, schema.unwrap() as z.ZodType, wire, (it) => it.nullable());
  if (schema instanceof z.ZodOptional)
    return rewrapped(schema, schema.unwrap() as z.ZodType, wire, (it) => it.optional());
  if (schema instanceof z.ZodArray) return rewrapped(schema, schema.element as z.ZodType, wire, (it) => z.array(it));
  if (schema instanceof z.ZodUnion) {
    const options = schema.options as readonly z.ZodType[];
    const converted = options.map(wire);
    return converted.every((option, i) => option === options[i]) ? schema : z.union(converted);
  }
  if (!(schema instanceof z.ZodObject)) return schema;
  const fields = Object.entries<z.ZodType>(schema.shape);
  const converted = fields.map(([key, value]) => [key, wire(value)] as const);
  const changed = converted.some(([, value], index) => value !== fields[index]?.[1]);
  return changed ? z.object(Object.fromEntries(converted)) : schema;
}

/** The instant itself, or the instant with a description of its own: `.meta()` gives a copy that knows what it was made from. */
function isInstant(schema: z.ZodType): boolean {
  const known: unknown = instant;
  return schema === known || schema._zod.parent === known;
}

function rewrapped(
  schema: z.ZodType,
  inner: z.ZodType,
  wire: (inner: z.ZodType) => z.ZodType,
  wrap: (inner: z.ZodType) => z.ZodType,
): z.ZodType {
  const converted = wire(inner);
  return converted === inner ? schema : wrap(converted);
}
