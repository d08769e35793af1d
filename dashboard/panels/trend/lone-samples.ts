/** Places of values between two gaps, which a plot of lines leaves out; `undefined` is a column of another line, and no gap. */
export function loneSamples(values: ArrayLike<number | null | undefined>): number[] {
  const lone: number[] = [];
  let [run, at] = [0, -1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === undefined) continue;
    if (value === null) {
      if (run === 1) lone.push(at);
      run = 0;
    } else [run, at] = [run + 1, i];
  }
  if (run === 1) lone.push(at);
  return lone;
}
