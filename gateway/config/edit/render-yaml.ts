import { quoteText } from './yaml-scalar.ts';

/** What a YAML file can say without tags. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;
export type JsonMap = { readonly [key: string]: Json };

/** Longer lines are broken into a block. */
const LONGEST_LINE = 110;

export const isJsonMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** On one line, whatever it is. */
export function renderFlow(value: Json): string {
  if (typeof value === 'string') return quoteText(value);
  if (isJsonList(value)) return `[${value.map(renderFlow).join(', ')}]`;
  if (!isJsonMap(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, item]) => `${quoteText(key)}: ${renderFlow(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** `key: value`, a long value below its key. Lines are without the `width` columns that all of them are indented by. */
export function renderPair(key: string, value: Json, width: number): string[] {
  const head = `${quoteText(key)}:`;
  const line = `${head} ${renderFlow(value)}`;
  if (isEmptyOrScalar(value) || width + line.length <= LONGEST_LINE) return [line];
  return [head, ...renderBlock(value, width + 2).map((one) => `  ${one}`)];
}

/** `- value`, as renderPair; `isFlow`: a map stands on one line if it fits. */
export function renderItem(value: Json, width: number, isFlow: boolean): string[] {
  const line = `- ${renderFlow(value)}`;
  const fits = width + line.length <= LONGEST_LINE;
  if (isEmptyOrScalar(value) || (fits && (isFlow || !isJsonMap(value)))) return [line];
  const [first = '', ...others] = renderBlock(value, width + 2);
  return [`- ${first}`, ...others.map((one) => `  ${one}`)];
}

function renderBlock(value: Json, width: number): string[] {
  if (isJsonList(value)) return value.flatMap((item) => renderItem(item, width, true));
  if (!isJsonMap(value)) return [renderFlow(value)];
  return Object.entries(value).flatMap(([key, item]) => renderPair(key, item, width));
}

function isEmptyOrScalar(value: Json): boolean {
  if (isJsonList(value)) return value.length === 0;
  return !isJsonMap(value) || Object.keys(value).length === 0;
}
