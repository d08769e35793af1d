const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Days remembered; a file in order of time needs two. */
const MOST_KEPT = 4_096;

/**
 * How far a time zone is from UTC. Clocks are changed at whole quarters of an hour, and never twice within a day, so that one
 * look per day is enough. Throws RangeError for a zone that does not exist.
 */
export class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat;
  private readonly known = new Map<number, number>();

  /** `zone`: IANA name such as Asia/Shanghai. */
  constructor(zone: string) {
    this.format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /** ms to be added to UTC to get local time. */
  at(ms: number): number {
    const day = Math.floor(ms / DAY_MS) * DAY_MS;
    const [before, after] = [this.look(day), this.look(day + DAY_MS)];
    return before === after ? before : this.look(Math.floor(ms / QUARTER_MS) * QUARTER_MS);
  }

  /** The instants at which local clocks show `wallMs` (local time read as if it were UTC): none, one, or two, in order. */
  instants(wallMs: number): readonly number[] {
    const offsets = new Set([this.at(wallMs - DAY_MS), this.at(wallMs + DAY_MS)]);
    return [...offsets]
      .map((offset) => wallMs - offset)
      .filter((ms) => ms + this.at(ms) === wallMs)
      .sort((a, b) => a - b);
  }

  /** `2026-01-05T08:00:00.000+08:00`. */
  text(ms: number): string {
    const offset = this.at(ms);
    const minutes = Math.abs(Math.trunc(offset / MINUTE_MS));
    const sign = offset < 0 ? '-' : '+';
    const local = new Date(ms + offset).toISOString().slice(0, -1);
    return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }

  private look(ms: number): number {
    const known = this.known.get(ms);
    if (known !== undefined) return known;
    if (this.known.size >= MOST_KEPT) this.known.clear();
    const name = this.format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const offset = offsetOf(name);
    this.known.set(ms, offset);
    return offset;
  }
}

/** `GMT+08:00` in ms; `GMT` is 0. Before clocks were unified some zones had seconds. */
function offsetOf(name: string): number {
  const found = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
  if (!found) return 0;
  const [, sign, hours, minutes, seconds = '0'] = found;
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

const two = (n: number): string => String(n).padStart(2, '0');
