/** The value below which the share `p` (0–1) of the values lies; NaN of nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

/** p50, p99 and the largest, rounded to 0.01. */
export function spread(values: readonly number[]): { p50: number; p99: number; max: number } {
  const rounded = (n: number): number => Math.round(n * 100) / 100;
  return {
    p50: rounded(percentile(values, 0.5)),
    p99: rounded(percentile(values, 0.99)),
    max: rounded(Math.max(...values)),
  };
}
