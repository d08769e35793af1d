import { z } from 'zod';
import { problem } from '../contract/resources.ts';
import type { RouteContract } from '../contract/route.ts';
import { routeCodes } from '../contract/route.ts';
import { wireSchema } from '../contract/wire.ts';
import { ERRORS, type ErrorCode } from '../domain/errors.ts';

type Json = Record<string, unknown>;

interface CookieScheme {
  readonly type: 'apiKey';
  readonly in: 'cookie';
  readonly name: string;
}

interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly license: { readonly name: string } };
  readonly paths: Record<string, object>;
  readonly components: {
    readonly schemas: Record<string, object>;
    readonly securitySchemes: { readonly session: CookieScheme };
  };
}

/** OpenAPI 3.1 document of a route table; needs no server. Named entities become components. */
export function openApiDocument(routes: Readonly<Record<string, RouteContract>>, version: string): OpenApiDocument {
  const schemas = convertSchemas(routes);
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Plantroom', version, license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'plantroom_session' } },
    },
  };
}

/** `/alarms/:id` as `/alarms/{id}`. */
export const openApiPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

interface Schemas {
  readonly input: Record<string, Json>;
  readonly output: Record<string, Json>;
  readonly components: Record<string, Json>;
}

/** All schemas in two conversions (what may be sent, what comes back), so that an entity used twice is one component. */
function convertSchemas(routes: Readonly<Record<string, RouteContract>>): Schemas {
  const known = new Map<z.ZodType, z.ZodType>();
  const input: Record<string, z.ZodType> = {};
  const output: Record<string, z.ZodType> = { problem };
  for (const [name, route] of Object.entries(routes)) {
    for (const part of ['params', 'query', 'body'] as const) {
      if (route[part]) input[`${name}.${part}`] = route[part];
    }
    output[name] = wireSchema(route.response, known);
  }
  const sent = toJson(input, 'input');
  const answered = toJson(output, 'output');
  return { input: sent.properties, output: answered.properties, components: { ...sent.$defs, ...answered.$defs } };
}

function toJson(shape: Record<string, z.ZodType>, io: 'input' | 'output') {
  const json = z.toJSONSchema(z.object(shape), { io, unrepresentable: 'any' });
  const text = JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/');
  return z
    .object({
      properties: z.record(z.string(), z.record(z.string(), z.unknown())),
      $defs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    })
    .parse(JSON.parse(text));
}

function operation(name: string, route: RouteContract, schemas: Schemas): Json {
  const body = schemas.input[`${name}.body`];
  return {
    operationId: name,
    tags: [route.group],
    summary: route.summary,
    description: accessText(route),
    parameters: [...parameters(name, 'params', schemas), ...parameters(name, 'query', schemas), ...repeatHeader(route)],
    ...(body ? { requestBody: { required: true, content: { [bodyType(route)]: { schema: body } } } } : {}),
    responses: { [route.status]: success(name, route, schemas), ...refusals(route, schemas) },
    security: route.access === 'public' ? [] : [{ session: [] }],
  };
}

const bodyType = ({ accepts }: RouteContract): string =>
  accepts === 'file' ? 'application/octet-stream' : 'application/json';

function accessText(route: RouteContract): string {
  if (route.access === 'public') return 'Needs no session.';
  if (route.access === 'session') return 'Needs a session.';
  return `Needs the permission \`${route.access}\`${route.local ? ', or a program on the same machine' : ''}.`;
}

function parameters(name: string, part: 'params' | 'query', schemas: Schemas): Json[] {
  const schema = schemas.input[`${name}.${part}`];
  if (!schema) return [];
  const required = z.array(z.string()).default([]).parse(schema.required);
  const properties = z.record(z.string(), z.unknown()).parse(schema.properties);
  return Object.entries(properties).map(([key, value]) => ({
    name: key,
    in: part === 'params' ? 'path' : 'query',
    required: required.includes(key),
    schema: value,
  }));
}

function repeatHeader(route: RouteContract): Json[] {
  if (!route.repeatable) return [];
  const description = 'Any text of 1 to 200 printable characters; a repeat within 24 h is answered as the first was.';
  return [{ name: 'Idempotency-Key', in: 'header', required: false, description, schema: { type: 'string' } }];
}

function success(name: string, route: RouteContract, schemas: Schemas): Json {
  if (route.status === 204) return { description: 'Done' };
  const type = route.contentType?.split(';')[0] ?? 'application/json';
  return { description: route.summary, content: { [type]: { schema: schemas.output[name] } } };
}

/** One entry per status, naming every code it may carry. */
function refusals(route: RouteContract, schemas: Schemas): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of routeCodes(route)) {
    byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  }
  const entries = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.map((code) => `${code}: ${ERRORS[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: schemas.output.problem } },
    },
  ]);
  return Object.fromEntries(entries);
}
