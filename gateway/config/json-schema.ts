import type { ChannelDefinition } from '../ports/channel.ts';
import type { ConditionDefinition } from '../ports/condition.ts';
import type { DriverDefinition } from '../ports/driver.ts';
import { type JsonSchema, toJsonSchema } from './describe-schema.ts';
import { COMMS_LOST } from './read-template.ts';
import { siteFileSchema, siteParts } from './site-schema.ts';
import { parameterNumber, ratioNumber, templateSchema } from './template-schema.ts';

/** What an editor checks a site file against: every driver's connection and every channel's options written out. */
export function siteJsonSchema(
  drivers: readonly DriverDefinition[],
  channels: readonly ChannelDefinition[],
): JsonSchema {
  const channel = toJsonSchema(siteParts.channel);
  const root = toJsonSchema(siteFileSchema);
  return {
    ...root,
    required: (root.required ?? []).filter((name) => !isIncludable(name)),
    properties: {
      ...root.properties,
      ...includable(root, drivers),
      notifications: {
        ...part(root, 'notifications'),
        properties: {
          channels: {
            type: 'array',
            items: { oneOf: channels.flatMap((one) => joined(one.optionsSchema, channel, 'kind', one.kind)) },
          },
        },
      },
    },
  };
}

/** What an editor checks a file against that a site file includes. */
export function sitePartJsonSchema(drivers: readonly DriverDefinition[]): JsonSchema {
  const { $schema, ...root } = toJsonSchema(siteFileSchema);
  const title = 'Plantroom part of a site file';
  return {
    ...($schema === undefined ? {} : { $schema }),
    ...{ title, type: 'object', properties: includable(root, drivers), additionalProperties: false },
  };
}

const INCLUDABLE = ['areas', 'connections', 'equipment'];
const isIncludable = (name: string): boolean => INCLUDABLE.includes(name);

/** The lists that included files add to; any of them may be empty in one file. Every driver's connection is written out. */
function includable(root: JsonSchema, drivers: readonly DriverDefinition[]): Record<string, JsonSchema> {
  const connection = toJsonSchema(siteParts.connection);
  const oneOf = drivers.flatMap((driver) => joined(driver.connectionSchema, connection, 'driver', driver.kind));
  const lists = INCLUDABLE.map((name) => [name, { ...part(root, name), minItems: 0 }] as const);
  const { connections, ...others } = Object.fromEntries(lists);
  return { ...others, connections: { ...connections, items: { oneOf } } };
}

/** What an editor checks a template against: addresses and settings by the driver it names, kinds by name. */
export function equipmentJsonSchema(
  drivers: readonly DriverDefinition[],
  conditions: readonly ConditionDefinition[],
): JsonSchema {
  const kinds = conditions.map((condition) => condition.kind).filter((kind) => kind !== COMMS_LOST);
  const rules = drivers.map((driver): JsonSchema => {
    const settings = bare(toJsonSchema(driver.templateSchema));
    const address = withParameters(bare(toJsonSchema(driver.addressSchema)));
    const points: JsonSchema = { items: { type: 'object', properties: { address } } };
    return {
      if: { type: 'object', properties: { driver: { const: driver.kind } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { type: 'object', properties: { settings, points } },
    };
  });
  const alarmKinds: JsonSchema = { items: { type: 'object', properties: { kind: { enum: kinds } } } };
  const known: JsonSchema = {
    type: 'object',
    properties: { driver: { enum: drivers.map((driver) => driver.kind) }, alarms: alarmKinds },
  };
  return { ...toJsonSchema(templateSchema), allOf: [known, ...rules] };
}

function part(root: JsonSchema, name: string): JsonSchema {
  const found = root.properties?.[name];
  return typeof found === 'object' ? found : {};
}

/** A plugin's own options as one map with the keys that every entry has; one alternative per branch of a union. */
function joined(own: Parameters<typeof toJsonSchema>[0], common: JsonSchema, key: string, kind: string): JsonSchema[] {
  const schema = bare(toJsonSchema(own));
  return (schema.oneOf ?? schema.anyOf ?? [schema]).flatMap((branch) => {
    if (typeof branch !== 'object') return [];
    const properties = { ...common.properties, [key]: { const: kind }, ...branch.properties };
    const required = [...new Set([...(common.required ?? []), ...(branch.required ?? [])])];
    return [{ ...branch, properties, required }];
  });
}

function bare(schema: JsonSchema): JsonSchema {
  const rest = { ...schema };
  delete rest.$schema;
  return rest;
}

/** Wherever a number may stand in an address, a parameter may too. */
function withParameters(schema: JsonSchema): JsonSchema {
  if (schema.type === 'integer' || schema.type === 'number') return { anyOf: [schema, PARAMETER] };
  const copy: JsonSchema = { ...schema };
  if (schema.oneOf) copy.oneOf = schema.oneOf.map(withParameters);
  if (schema.anyOf) copy.anyOf = schema.anyOf.map(withParameters);
  if (schema.properties) copy.properties = mapValues(schema.properties);
  if (schema.items !== undefined && !Array.isArray(schema.items)) copy.items = inside(schema.items);
  return copy;
}

type SchemaOrFlag = NonNullable<JsonSchema['properties']>[string];
const inside = (one: SchemaOrFlag): SchemaOrFlag => (typeof one === 'object' ? withParameters(one) : one);

function mapValues(properties: Record<string, SchemaOrFlag>): Record<string, SchemaOrFlag> {
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inside(one)]));
}

const PARAMETER: JsonSchema = { anyOf: [parameterNumber, ratioNumber].map((schema) => bare(toJsonSchema(schema))) };
