import type { org } from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import { isBad, isGood, QUALITY, qualityName } from '../../../domain/quality.ts';
import type { Sample } from './latest-samples.ts';
import { DATA_TYPE, type MetricPlan } from './node-plan.ts';
import { wireQuality } from './quality.ts';

export type WireMetric = org.eclipse.tahu.protobuf.Payload.IMetric;
type Properties = [key: string, value: { type: number; intValue?: number; stringValue?: string }][];

/** A metric of a birth: name, alias, type, what it is and its last known value; null with a reason when there is none. */
export function birthMetric(plan: MetricPlan, sample: Sample | undefined, isHeard: boolean, nowMs: number): WireMetric {
  const { quality, ...value } = wireValue(plan, sample ?? NEVER);
  const shown = !isHeard && isGood(quality) ? QUALITY['uncertain-old'] : quality;
  return {
    ...{ name: plan.name, alias: plan.alias, datatype: plan.type, timestamp: sample?.time ?? nowMs, ...value },
    properties: propertySet([...qualityProperties(shown), ...descriptionOf(plan)]),
  };
}

/** A metric of a data message: the alias stands for name and type. Quality is told unless it is and was good. */
export function dataMetric(
  plan: MetricPlan,
  sample: Sample,
  { isHistorical, wasGood }: { readonly isHistorical: boolean; readonly wasGood: boolean },
): WireMetric {
  const { quality, ...value } = wireValue(plan, sample);
  return {
    ...{ alias: plan.alias, timestamp: sample.time, ...value },
    ...(isHistorical ? { isHistorical } : {}),
    ...(wasGood && isGood(quality) ? {} : { properties: propertySet(qualityProperties(quality)) }),
  };
}

const NEVER: Sample = { time: 0, value: Number.NaN, quality: QUALITY['bad-waiting'] };

type Value = Pick<WireMetric, 'isNull' | 'intValue' | 'doubleValue' | 'booleanValue'> & { readonly quality: number };

/** Bad samples have no value (6.4.6: is_null). Neither has what does not fit the type the birth has promised. */
function wireValue({ type }: MetricPlan, { value, quality }: Sample): Value {
  if (isBad(quality)) return { isNull: true, quality };
  switch (type) {
    case DATA_TYPE.double:
      return { doubleValue: value, quality };
    case DATA_TYPE.boolean:
      return { booleanValue: value !== 0, quality };
    case DATA_TYPE.int32:
      // The field is unsigned: a negative number travels as its bits (6.4.16).
      if ((value | 0) === value) return { intValue: value >>> 0, quality };
      return { isNull: true, quality: QUALITY['bad-decode'] };
  }
}

function qualityProperties(code: number): Properties {
  const quality: Properties = [['Quality', { type: DATA_TYPE.int32, intValue: wireQuality(code) }]];
  return isGood(code) ? quality : [...quality, ['qualityReason', text(qualityName(code))]];
}

/** `engUnit` is what hosts look for; the others are for people. */
function descriptionOf({ unit, title }: MetricPlan): Properties {
  return [
    ...(unit === '' ? [] : ([['engUnit', text(unit)]] satisfies Properties)),
    ...(title
      ? ([
          ['documentation', text(title.en)],
          ['documentationZh', text(title.zh)],
        ] satisfies Properties)
      : []),
  ];
}

const text = (value: string) => ({ type: DATA_TYPE.string, stringValue: value });

const propertySet = (properties: Properties) => ({
  keys: properties.map(([key]) => key),
  values: properties.map(([, value]) => value),
});
