const STEPS = [1, 2, 4, 5, 8, 10] as const;

/** Upper end of an axis from zero: the next round number above `most` that divides by four without odd figures. */
export function niceTop(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return (STEPS.find((step) => step * power >= most) ?? 10) * power;
}
