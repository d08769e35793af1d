import { expect, test } from 'vitest';
import { equipmentClass } from '../../../../gateway/domain/equipment.ts';
import { facePoints } from './face-points.ts';

test('a faceplate adds what its class is asked for and its key points do not show already', () => {
  const chiller = { class: 'chiller', keyPoints: ['running', 'lchwt'] } as const;
  expect(
    facePoints({ ...chiller, keyPoints: [...chiller.keyPoints] }, ['lchwt', 'chw_dt', 'evap_approach', 'odd']),
  ).toEqual(['chw_dt', 'evap_approach']);
});

test('every class has a face, and a machine without those points none', () => {
  for (const kind of equipmentClass.options) {
    expect(facePoints({ class: kind, keyPoints: [] }, ['x'])).toEqual([]);
  }
});
