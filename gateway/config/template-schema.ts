import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { duration } from '../domain/duration.ts';
import { equipmentClass, systemId } from '../domain/equipment.ts';
import { scanClass, valueKind } from '../domain/point.ts';
import { localText } from '../domain/text.ts';
import { alarmAttributes } from './alarm-schema.ts';
import { writeSchema } from './write-schema.ts';

const someParameters = z.union([z.string(), z.array(z.string()).min(1).max(4)]);

/** A parameter of the template, or the product of several, times a factor plus a step: one template serves every rating and wiring. */
export const parameterNumber = z.strictObject({
  parameter: someParameters.meta({ description: 'One parameter, or several that are multiplied' }),
  times: z.number().default(1),
  plus: z.number().default(0),
});

/** A fraction, for scales that no short decimal number gives exactly. */
export const ratioNumber = z.strictObject({
  ratio: z
    .tuple([z.number(), z.number().refine((divisor) => divisor !== 0, 'not 0')])
    .meta({ description: '[dividend, divisor]', examples: [[100, 16384]] }),
});

/** A number, written out or made from parameters or as a fraction. */
export const templateNumber = z.union([z.number(), parameterNumber, ratioNumber]);
export type TemplateNumber = z.infer<typeof templateNumber>;

/** What every point says of itself, wherever its value comes from. */
const anyPoint = {
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case letters, digits and _'),
  title: localText,
  unit: z.string().max(12).default(''),
  decimals: z.int().min(0).max(6).default(1),
  states: z.record(z.string().regex(/^-?\d+$/), localText).optional(),
  range: z.tuple([templateNumber, templateNumber]).optional().meta({ description: 'Outside of it the reading is bad' }),
  normal: z.tuple([templateNumber, templateNumber]).optional(),
  deadband: templateNumber.default(0),
  scan: scanClass.default('normal'),
};

const expression = z
  .string()
  .min(1)
  .max(500)
  .meta({
    description: 'Worked out from other points instead of read; see “Computed points” in config/README.md',
    examples: ['4.186 * flow * (t_return - t_supply)'],
  });

/** A point that a site works out from others. */
export const computedPoint = z.strictObject({
  ...anyPoint,
  kind: z.enum(['number', 'boolean']).default('number'),
  expression,
});
export type ComputedPointEntry = z.infer<typeof computedPoint>;

const templatePoint = z.strictObject({
  ...anyPoint,
  kind: valueKind.default('number'),
  address: z
    .unknown()
    .optional()
    .meta({ description: 'Where the driver finds it; see the driver’s README. Numbers may name a parameter' }),
  expression: expression.optional(),
  scale: templateNumber.default(1).meta({ description: 'engineering = raw × scale + offset' }),
  offset: z.number().default(0),
  sentinels: z.array(z.number()).default([]).meta({ description: 'Raw numbers that mean "no value"' }),
  rollover: templateNumber.optional().meta({ description: 'Counters: after this value the register starts from 0' }),
  maxRate: templateNumber.optional().meta({
    description: 'Counters: largest plausible rise in an hour, in their unit; for kWh the largest power in kW',
  }),
  power: z
    .string()
    .optional()
    .meta({ description: 'Counters of energy: the point that shows the power through the same meter' }),
  write: writeSchema(templateNumber).optional(),
});
export type TemplatePoint = z.infer<typeof templatePoint>;

const templateAlarm = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and -'),
  point: z.string(),
  kind: z.string().meta({ description: 'A condition kind: limit, discrete' }),
  options: z
    .record(z.string(), z.unknown())
    .meta({ description: 'Options of the condition kind; numbers may name a parameter' }),
  priority,
  title: localText,
  consequence: localText,
  action: localText,
  basis: z
    .enum(['default', 'maker', 'standard'])
    .default('default')
    .meta({ description: 'Whose limit it is: ours, to be edited for each asset; the maker’s; or a standard’s' }),
  onDelay: duration.default('0s'),
  offDelay: duration.default('0s'),
  ...alarmAttributes,
});
export type TemplateAlarm = z.infer<typeof templateAlarm>;

/** One product: config/equipment/<maker>-<model>.yaml. */
export const templateSchema = z
  .strictObject({
    template: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    title: localText,
    maker: z.string(),
    model: z.string(),
    class: equipmentClass,
    system: systemId,
    evidence: z.enum(['verified', 'maker-doc', 'driver', 'recall']),
    sources: z.array(z.string()).min(1),
    driver: z.string(),
    settings: z.record(z.string(), z.unknown()).default({}),
    parameters: z
      .record(z.string(), z.strictObject({ title: localText, unit: z.string().default(''), default: z.number() }))
      .default({}),
    monitorOnly: z.boolean().default(false).meta({ description: 'Life safety: nothing of it can ever be set' }),
    keyPoints: z.array(z.string()).max(6).default([]),
    points: z.array(templatePoint).min(1),
    alarms: z.array(templateAlarm).default([]),
    maintenance: z
      .array(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/))
      .max(6)
      .optional()
      .meta({ description: 'Programmes of config/maintenance; by its class when absent' }),
  })
  .meta({ title: 'Plantroom equipment template' });
export type Template = z.infer<typeof templateSchema>;
