import { z } from 'zod';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `500ms`, `10s`, `5m`, `24h`, `30d` → ms. */
export const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'a duration such as 500ms, 10s, 5m, 24h or 30d')
  .meta({ title: 'Duration', examples: ['10s', '5m', '24h'] });

/** Milliseconds of a checked duration. */
export function durationMs(text: string): number {
  const unit = text.replace(/[\d.]/g, '');
  return Number.parseFloat(text) * (UNIT_MS[unit] ?? Number.NaN);
}
