const DAY_MS = 86_400_000;
/** An alarm active for longer stands (ISA-18.2: stale). */
const STANDING_MS = DAY_MS;

/** On each stretch of 24 h of the range: how many alarms stood for longer than a day at some time of it. */
export class StandingTally {
  private readonly from: number;
  private readonly to: number;
  private readonly byDay: number[];

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
    this.byDay = Array.from({ length: Math.ceil((to - from) / DAY_MS) }, () => 0);
  }

  isLong = (activeSince: number, at: number): boolean => at - activeSince > STANDING_MS;

  /** Active in [activeSince, until). */
  add(activeSince: number, until: number): void {
    if (!this.isLong(activeSince, until)) return;
    const first = Math.max(this.from, activeSince + STANDING_MS);
    const last = Math.min(this.to, until);
    for (let day = this.dayOf(first); day < this.byDay.length && this.from + day * DAY_MS < last; day++)
      this.byDay[day] = this.byDay[day]! + 1;
  }

  get worst(): number {
    return Math.max(0, ...this.byDay);
  }

  private dayOf = (at: number): number => Math.floor((at - this.from) / DAY_MS);
}
