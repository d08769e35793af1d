import type { z } from 'zod';
import { type JsonSchema, toJsonSchema } from '../../config/describe-schema.ts';
import type { SettingField, SettingForm } from '../../ports/site-desk.ts';

const SECRET_NAME = /password|token|secret|credential/i;
/** Kinds of value that one line of a form can hold. */
const TYPES: Readonly<Record<string, SettingField['type']>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'yes-no',
};

/** What a schema asks for, as forms: one, or one for each of its alternatives. What does not fit on one line is for the file. */
export function settingForms(schema: z.ZodType, secrets: readonly string[] = []): readonly SettingForm[] {
  const root = toJsonSchema(schema);
  const alternatives = (root.oneOf ?? root.anyOf ?? [root]).filter((one) => typeof one === 'object');
  return alternatives.map((one) => formOf(resolved(root, one), secrets));
}

function resolved(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const target = schema.$ref === undefined ? undefined : root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  return typeof target === 'object' ? target : schema;
}

function formOf({ properties = {}, required = [], title = '' }: JsonSchema, secrets: readonly string[]): SettingForm {
  const entries = Object.entries(properties).flatMap(([name, own]) =>
    typeof own === 'object' ? [[name, own] as const] : [],
  );
  const fixed = entries.flatMap(([name, { const: value }]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  const fields = entries.flatMap(([name, own]) => fieldOf(name, own, required.includes(name), secrets) ?? []);
  return { title: title || fixed.map(([, value]) => value).join(' '), fixed: Object.fromEntries(fixed), fields };
}

function fieldOf(
  name: string,
  own: JsonSchema,
  isRequired: boolean,
  secrets: readonly string[],
): SettingField | undefined {
  if (own.const !== undefined) return undefined;
  const choices = (own.enum ?? []).map(String);
  const type = choices.length > 0 ? 'choice' : TYPES[String(own.type)];
  if (type === undefined) return undefined;
  const fallback = own.default === undefined || typeof own.default === 'object' ? null : String(own.default);
  return {
    ...{ name, type, isRequired: isRequired && fallback === null, choices, fallback },
    isSecret: secrets.includes(name) || SECRET_NAME.test(name),
    hint: own.description ?? null,
  };
}
