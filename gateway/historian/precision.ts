/** A recorded value is off by at most a sixteenth of its deadband: digits beyond it are noise, and cost more than all others. */
const STEPS_PER_DEADBAND = 8;

/** The largest 1, 2 or 5 times a power of ten that divides a deadband at least eightfold; 0 keeps every digit. */
export function stepOf(deadband: number): number {
  if (!(deadband > 0)) return 0;
  const finest = deadband / STEPS_PER_DEADBAND;
  const magnitude = Number(`1e${Math.floor(Math.log10(finest))}`);
  const factor = finest >= 5 * magnitude ? 5 : finest >= 2 * magnitude ? 2 : 1;
  return factor * magnitude;
}

/** What is recorded of a value, by point index. Values come out as the nearest double to a short decimal number. */
export class Precision {
  /** Steps per unit where the step is below 1, units per step (negative) where it is not; 0 keeps the value. */
  private readonly scale: Float64Array;

  constructor(deadbands: Float64Array) {
    this.scale = deadbands.map((deadband) => {
      const step = stepOf(deadband);
      if (step === 0) return 0;
      return step < 1 ? Math.round(1 / step) : -step;
    });
  }

  round(point: number, value: number): number {
    const scale = this.scale[point]!;
    if (scale === 0) return value;
    const rounded = scale > 0 ? Math.round(value * scale) / scale : Math.round(value / -scale) * -scale;
    return Number.isFinite(rounded) ? rounded + 0 : value;
  }
}
