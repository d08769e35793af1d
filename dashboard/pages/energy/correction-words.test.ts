import { expect, it } from 'vitest';
import { correctionKind } from '../../../gateway/domain/counter-correction.ts';
import type { WireCorrection } from '../../data/api.ts';
import { createSiteTime } from '../../format/site-time.ts';
import { type Dictionary, en } from '../../i18n/en.ts';
import { zh } from '../../i18n/zh.ts';
import { correctionWords } from './correction-words.ts';

const time = createSiteTime('Asia/Shanghai');
const jump: WireCorrection = {
  ...{ tag: 'F01.e_import', unit: 'kWh', kind: 'jump', startAt: '2026-01-05T02:00:00Z', at: '2026-01-05T02:05:00Z' },
  ...{ before: 100, after: 900, increment: 0, quality: 'suspect', count: 1, decision: 'open' },
  ...{ declaration: null, declaredBy: null, note: null },
};

const said = (dictionary: Dictionary, change: Partial<WireCorrection> = {}): string => {
  const words: Readonly<Record<string, unknown>> = dictionary.correction;
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    String(words[key.split('.')[1]!]).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
  return correctionWords({ ...jump, ...change }, say, time);
};

it('says how much is left out of a jump, and who decided', () => {
  expect(said(en)).toMatch(/ 800\.0.kWh are left out until somebody decides/);
  expect(said(en, { decision: 'accepted', increment: 800, declaredBy: 'kim' })).toContain('as kim decided');
});

it('has words for every kind in both languages, with nothing left to fill in', () => {
  for (const kind of correctionKind.options) {
    for (const declaredBy of [null, 'kim']) {
      for (const dictionary of [en, zh]) expect(said(dictionary, { kind, declaredBy })).toMatch(/^[^{}]{5,}$/);
    }
  }
});
