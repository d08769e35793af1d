const MOST_DECIMALS = 3;
const TOLERANCE = 1e-6;

/** Decimals that write a tick distance exactly, at most three: 2.5 needs one, 20 none. */
export function tickDecimals(step: number): number {
  if (!Number.isFinite(step) || step === 0) return 0;
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals++) {
    const scaled = Math.abs(step) * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < TOLERANCE * Math.max(1, scaled) && Math.round(scaled) > 0)
      return decimals;
  }
  return MOST_DECIMALS;
}
