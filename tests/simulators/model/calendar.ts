/** What the clock on the wall of the building says. */
export interface Calendar {
  /** Hours since midnight, Asia/Shanghai, 0..24. */
  readonly hour: number;
  /** Day of the year, 1..366. */
  readonly day: number;
  readonly working: boolean;
}

const shanghaiOffsetMs = 8 * 3_600_000;

/** Asia/Shanghai has kept UTC+8 without daylight saving since 1991, so a fixed offset is exact. */
export function calendarAt(simulatedMs: number): Calendar {
  const local = new Date(simulatedMs + shanghaiOffsetMs);
  const hour = local.getUTCHours() + local.getUTCMinutes() / 60 + local.getUTCSeconds() / 3600;
  const day = Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  return { hour, day, working: local.getUTCDay() % 6 !== 0 };
}

/** The same time of day on Wednesday 15 July 2026: the summer working day the demonstration runs in. */
export function summerWorkingDay(wallMs: number): number {
  const dayMs = 86_400_000;
  const sinceMidnight = (((wallMs + shanghaiOffsetMs) % dayMs) + dayMs) % dayMs;
  return Date.UTC(2026, 6, 15) - shanghaiOffsetMs + sinceMidnight;
}

/** Straight-line interpolation in a table of [hour, value] rows, in rising hours from 0 to 24. */
export function profile(table: readonly (readonly [number, number])[], hour: number): number {
  let previous = table[0]!;
  for (const row of table) {
    if (row[0] >= hour) return previous[1] + share(hour, previous[0], row[0]) * (row[1] - previous[1]);
    previous = row;
  }
  return previous[1];
}

function share(value: number, low: number, high: number): number {
  return high > low ? (value - low) / (high - low) : 0;
}
