import { z } from 'zod';
import { instant } from '../domain/instant.ts';

/** ISO 8601 with offset; what every `instant` of the domain looks like outside the process. */
export const isoInstant = z.iso.datetime({ offset: true });

type InstantKey = 'at' | `${string}At` | `${string}Since`;

/** The JSON form of a record: fields named `at`, `…At` and `…Since` are ISO 8601 strings. */
export type Wire<T> = T extends readonly (infer Item)[]
  ? Wire<Item>[]
  : T extends object
    ? {
        [Key in keyof T]: Key extends InstantKey
          ? Extract<T[Key], null | undefined> | (Extract<T[Key], number> extends never ? T[Key] : string)
          : Wire<T[Key]>;
      }
    : T;

const isInstantKey = (key: string): boolean => key === 'at' || key.endsWith('At') || key.endsWith('Since');

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

/** The same schema with its instants as ISO 8601 strings. */
export function wireSchema(schema: z.ZodType): z.ZodType {
  if (schema === instant) return isoInstant;
  if (schema instanceof z.ZodNullable) return wireSchema(schema.unwrap() as z.ZodType).nullable();
  if (schema instanceof z.ZodOptional) return wireSchema(schema.unwrap() as z.ZodType).optional();
  if (schema instanceof z.ZodArray) return z.array(wireSchema(schema.element as z.ZodType));
  if (!(schema instanceof z.ZodObject)) return schema;
  const shape = Object.entries(schema.shape).map(([key, value]) => [key, wireSchema(value as z.ZodType)]);
  return z.object(Object.fromEntries(shape));
}
