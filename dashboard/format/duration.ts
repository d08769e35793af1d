const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const two = (n: number): string => String(n).padStart(2, '0');

/** How long, as a running clock: `0:12`, `9:11`, `3:05:09`, `2 d 07:12`. Never negative. */
export function formatElapsed(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < HOUR) return `${Math.floor(s / MINUTE)}:${two(s % MINUTE)}`;
  if (s < DAY) return `${Math.floor(s / HOUR)}:${two(Math.floor((s % HOUR) / MINUTE))}:${two(s % MINUTE)}`;
  return `${Math.floor(s / DAY)} d ${two(Math.floor((s % DAY) / HOUR))}:${two(Math.floor((s % HOUR) / MINUTE))}`;
}

/** How old, in one unit: `12 s`, `3 min`, `5 h`, `9 d`. Never negative. */
export function formatAge(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < MINUTE) return `${s}\u2009s`;
  if (s < HOUR) return `${Math.floor(s / MINUTE)}\u2009min`;
  if (s < DAY) return `${Math.floor(s / HOUR)}\u2009h`;
  return `${Math.floor(s / DAY)}\u2009d`;
}
