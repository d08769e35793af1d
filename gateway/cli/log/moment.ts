import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';

const instant = z.iso.datetime({ offset: true, local: false });

/** What is understood, for a refusal. */
export const MOMENT_HELP = '2026-01-05 (UTC), 2026-01-05T08:00:00+08:00, ms since the epoch, or an age such as 2h';

/** Ms since the epoch; undefined when the text is no moment. */
export function readMoment(text: string, nowMs: number): number | undefined {
  if (duration.safeParse(text).success) return Math.floor(nowMs - durationMs(text));
  if (/^\d{11,15}$/.test(text)) return Number(text);
  const isKnown = z.iso.date().safeParse(text).success || instant.safeParse(text).success;
  return isKnown ? Date.parse(text) : undefined;
}
