const FORM = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** A moment as it is typed in the zone of the site, to the second: `2026-01-05 10:00:30`. */
export function siteEntry(ms: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = partsAt(ms, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** The moment that was typed, with or without seconds; undefined when it is none. Of an hour that comes twice it is the first. */
export function readSiteEntry(text: string, timeZone: string): number | undefined {
  const match = FORM.exec(text.trim());
  if (!match) return undefined;
  const [, date, hour = '', minute, second = '00'] = match;
  const wall = Date.parse(`${date}T${hour.padStart(2, '0')}:${minute}:${second}Z`);
  if (Number.isNaN(wall)) return undefined;
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((ms) => offsetAt(ms, timeZone));
  const candidates = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  return candidates.find((ms) => ms + offsetAt(ms, timeZone) === wall);
}

const DAY_MS = 86_400_000;

/** How far the clocks of the zone are ahead of UTC, ms. */
function offsetAt(ms: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsAt(ms, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(ms / 1000) * 1000;
}

function partsAt(ms: number, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '00';
  return {
    ...{ year: part('year'), month: part('month'), day: part('day') },
    ...{ hour: part('hour'), minute: part('minute'), second: part('second') },
  };
}
