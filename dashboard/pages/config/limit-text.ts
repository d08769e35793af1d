import type { WireLimit } from '../../data/config-api.ts';

const MARKS: Readonly<Record<string, string>> = { high: '≥', highHigh: '≥', low: '≤', lowLow: '≤' };
/** From the outermost below to the outermost above. */
const ORDER = ['lowLow', 'low', 'high', 'highHigh'];

/** The limits of an alarm in a few characters: `≤ 4 · ≥ 9 ℃`; nothing for what has no limits. */
export function limitText({ options, unit }: Pick<WireLimit, 'options' | 'unit'>): string {
  const parts = ORDER.flatMap((name) => (options[name] === undefined ? [] : [`${MARKS[name]} ${options[name]}`]));
  if (parts.length === 0) return '';
  return unit === '' ? parts.join(' · ') : `${parts.join(' · ')}\u2009${unit}`;
}
