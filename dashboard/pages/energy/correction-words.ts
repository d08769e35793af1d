import type { WireCorrection } from '../../data/api.ts';
import { formatQuantity } from '../../format/number.ts';
import type { SiteTime } from '../../format/site-time.ts';
import type { Translate } from '../../i18n/use-words.ts';

/** What happened, and how much of it counts, in one sentence or two. */
export function correctionWords(one: WireCorrection, t: Translate, time: SiteTime): string {
  const amount = (value: number): string => formatQuantity(value, 1, one.unit);
  const moment = (iso: string): string => `${time.day(Date.parse(iso))} ${time.minute(Date.parse(iso))}`;
  return t(`correction.${keyOf(one)}`, {
    before: amount(one.before),
    after: amount(one.after),
    counted: amount(one.increment),
    left: amount(one.after - one.before - one.increment),
    from: moment(one.startAt),
    to: moment(one.at),
    count: one.count,
    who: one.declaredBy ?? '',
  });
}

const JUMP_KEYS = { open: 'jumpOpen', accepted: 'jumpCounted', rejected: 'jumpRejected' } as const;

function keyOf({ kind, decision, declaredBy }: WireCorrection) {
  switch (kind) {
    case 'rollover':
    case 'reset':
    case 'gap':
    case 'stuck':
      return kind;
    case 'replacement':
      return declaredBy === null ? 'otherMeter' : 'exchanged';
    case 'jump':
      return JUMP_KEYS[decision ?? 'open'];
    case 'too-fast':
      return 'tooFast';
    case 'step-back':
      return 'stepBack';
    case 'wrong-reading':
      return 'wrongReading';
  }
}
