import { z } from 'zod';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';
import { within } from './origin.ts';
import { parameterNumber, ratioNumber, type TemplateNumber } from './template-schema.ts';

/** What a template's numbers are computed from on one piece of equipment. */
export type Parameters = Readonly<Record<string, number>>;

const formula = z.union([parameterNumber, ratioNumber]);

/** 12 digits: enough for any limit, and 0.1 × 3 stays 0.3. */
const DIGITS = 12;

/** The number itself, the fraction, or parameters × times + plus; NaN after adding the mistake when there is no such parameter. */
export function resolveNumber(number: TemplateNumber, from: Parameters, origin: Origin, mistakes: MistakeList): number {
  if (typeof number === 'number') return number;
  if ('ratio' in number) return number.ratio[0] / number.ratio[1];
  const product = [number.parameter].flat().reduce((value, name) => {
    return value * parameterValue(name, from, origin, mistakes);
  }, 1);
  return Number((product * number.times + number.plus).toPrecision(DIGITS));
}

function parameterValue(name: string, from: Parameters, origin: Origin, mistakes: MistakeList): number {
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  if (value === undefined)
    mistakes.addUnknown(origin.locate(['parameter'], 'value'), 'parameter', name, Object.keys(from));
  return value ?? Number.NaN;
}

/** The same for every `{ parameter: … }` and `{ ratio: … }` inside a map or list, as in addresses and alarm options. */
export function resolveNumbers(value: unknown, from: Parameters, origin: Origin, mistakes: MistakeList): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => resolveNumbers(item, from, within(origin, [index]), mistakes));
  }
  if (typeof value !== 'object' || value === null) return value;
  const number = formula.safeParse(value);
  if (number.success) return resolveNumber(number.data, from, origin, mistakes);
  const resolved = Object.entries(value).map(([key, item]) => {
    return [key, resolveNumbers(item, from, within(origin, [key]), mistakes)] as const;
  });
  return Object.fromEntries(resolved);
}
