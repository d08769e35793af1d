/** A counter of running hours as the history has it: its last value of each stretch of time, oldest first. */
export interface HourTrace {
  readonly at: number;
  readonly hours: number;
}

/** What may be made of a counter of running hours. */
export type HourState =
  | { readonly kind: 'none' }
  /** It has said nothing that can be used. */
  | { readonly kind: 'unknown' }
  /** It fell or jumped: nothing is made from it until a person says what it stands at. */
  | {
      readonly kind: 'rebase';
      readonly because: 'fell' | 'jumped';
      readonly from: number;
      readonly to: number;
      readonly at: number;
    }
  | {
      readonly kind: 'good';
      /** Since the counter was known to be right, roll-overs added. */
      readonly hours: number;
      /** What the register itself says. */
      readonly register: number;
      /** Mean of the last weeks; null where they are too few. */
      readonly perDay: number | null;
    };

const DAY_MS = 86_400_000;
/** A day has no more; a minute over is the grain of the registers. */
const MOST_PER_DAY = 24.02;
/** Registers that count whole hours step by one. */
const STEP_HOURS = 1;
const LEAST_TRACE_MS = 3 * DAY_MS;

/**
 * The state of a counter since it was known to be right. A fall is a roll-over where the register is known to have one, and is within
 * a tenth of its end; anything else needs a person. So does a rise of more hours than have passed. `grainMs`: how exact the times are.
 */
export function readHours(trace: readonly HourTrace[], rollover: number | undefined, grainMs = 0): HourState {
  let offset = 0;
  for (let i = 1; i < trace.length; i += 1) {
    const [before, after] = [trace[i - 1]!, trace[i]!];
    const rolled = after.hours < before.hours && isRollover(before.hours, after.hours, rollover);
    if (after.hours < before.hours && !rolled) return rebase('fell', before, after);
    if (rolled) offset += rollover!;
    const rise = after.hours - before.hours + (rolled ? rollover! : 0);
    const most = ((after.at - before.at + grainMs) / DAY_MS) * MOST_PER_DAY + STEP_HOURS;
    if (rise > most) return rebase('jumped', before, after);
  }
  const last = trace.at(-1);
  if (!last) return { kind: 'unknown' };
  return { kind: 'good', hours: last.hours + offset, register: last.hours, perDay: perDayOf(trace, offset) };
}

const isRollover = (before: number, after: number, rollover: number | undefined): boolean =>
  rollover !== undefined && before > rollover * 0.9 && after < rollover * 0.1;

const rebase = (because: 'fell' | 'jumped', before: HourTrace, after: HourTrace): HourState => ({
  ...{ kind: 'rebase', because },
  ...{ from: before.hours, to: after.hours, at: after.at },
});

/** Mean of the trace; null where it is too short to say anything. */
function perDayOf(trace: readonly HourTrace[], offset: number): number | null {
  const [first, last] = [trace[0], trace.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_TRACE_MS) return null;
  return ((last.hours + offset - first.hours) / (last.at - first.at)) * DAY_MS;
}
