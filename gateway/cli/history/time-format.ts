/** A time as it is written: an instant, or what a clock on a wall showed (read as if it were UTC). */
export type WrittenTime = { readonly kind: 'instant' | 'wall'; readonly ms: number };

/** Reads the text of one cell; undefined when it is no time of that form. */
export type TimeFormat = (text: string) => WrittenTime | undefined;

const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<fraction>\\d{1,9})',
};

const AUTO =
  /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?:[T ]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?)? ?(?<zone>Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * `auto` (ISO 8601 and its relatives: year first), `s` or `ms` since the epoch, or a pattern such as `DD.MM.YYYY HH:mm`.
 * Undefined when a pattern has no year, month and day.
 */
export function timeFormatOf(name: string): TimeFormat | undefined {
  if (name === 'auto') return (text) => fromMatch(AUTO.exec(text.trim()));
  if (name === 's' || name === 'ms') return (text) => fromEpoch(text.trim(), name === 's' ? 1000 : 1);
  const pattern = patternOf(name);
  return pattern && ((text) => fromMatch(pattern.exec(text.trim())));
}

function patternOf(name: string): RegExp | undefined {
  const source = name
    .split(/(YYYY|MM|DD|HH|mm|SSS|ss)/)
    .map((part) => PARTS[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('');
  const hasDate = ['YYYY', 'MM', 'DD'].every((part) => name.split(part).length === 2);
  const isUnique = Object.keys(PARTS).every((part) => part === 'ss' || name.split(part).length <= 2);
  return hasDate && isUnique ? new RegExp(`^${source} ?(?<zone>Z|[+-]\\d{2}:?\\d{2})?$`) : undefined;
}

function fromEpoch(text: string, unitMs: number): WrittenTime | undefined {
  if (!/^\d{1,15}(\.\d+)?$/.test(text)) return undefined;
  return { kind: 'instant', ms: Math.round(Number(text) * unitMs) };
}

function fromMatch(match: RegExpExecArray | null): WrittenTime | undefined {
  const groups = match?.groups;
  if (!groups) return undefined;
  const number = (name: string): number => Number(groups[name] ?? 0);
  const [year, month, day] = [number('year'), number('month'), number('day')];
  const [hour, minute, second] = [number('hour'), number('minute'), number('second')];
  const fractionMs = Math.floor(Number(`0.${groups.fraction ?? '0'}`) * 1000);
  const midnight = Date.UTC(year, month - 1, day);
  const isDay = new Date(midnight).getUTCMonth() === month - 1 && month >= 1 && day >= 1;
  // 24:00 is the end of a day (ISO 8601-1, 4.3.8 b).
  const isClock = (hour < 24 && minute < 60 && second < 60) || (hour === 24 && minute + second + fractionMs === 0);
  if (!isDay || !isClock) return undefined;
  const ms = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + fractionMs;
  return groups.zone === undefined ? { kind: 'wall', ms } : { kind: 'instant', ms: ms - zoneMs(groups.zone) };
}

function zoneMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const ms = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
  return zone.startsWith('-') ? -ms : ms;
}
