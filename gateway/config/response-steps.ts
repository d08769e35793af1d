import type { ResponseStep } from '../domain/condition.ts';
import type { Point } from '../domain/point.ts';
import type { AlarmAttributes } from './alarm-schema.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';

/** The steps of a response card with the tags of its readings; a step without an id is called by its number. */
export function responseSteps(
  { response = [] }: AlarmAttributes,
  points: readonly Point[],
  origin: Origin,
  mistakes: MistakeList,
): ResponseStep[] {
  const seen = new Set<string>();
  return response.map(({ id, kind, text, point, required }, index) => {
    const at = (key: string) => origin.locate(['response', index, key], 'value');
    const name = id ?? String(index + 1);
    if (seen.has(name)) mistakes.add(at('id'), `a second step has the id "${name}"`);
    seen.add(name);
    const shown = points.find((one) => one.name === point);
    if (point !== undefined && shown === undefined) {
      mistakes.addUnknown(
        at('point'),
        'point',
        point,
        points.map((one) => one.name),
      );
    }
    if (kind === 'never' && required) mistakes.add(at('required'), 'what is not to be done cannot be ticked');
    return { id: name, kind, text, tag: shown?.tag, required };
  });
}
