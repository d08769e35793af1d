import type { AlarmSettings } from '../domain/alarm-settings.ts';

/** One alarm that people were told of. */
export interface Annunciation {
  readonly alarmId: string;
  readonly wallMs: number;
  readonly monoMs: number;
}

export interface FloodState {
  /** Wall time of the annunciation that made it a flood. */
  readonly since: number;
  /** Annunciations since the first of the window in which it began. */
  readonly count: number;
  /** Most annunciations in one window. */
  readonly peak: number;
  /** The first alarm of that window. */
  readonly firstOut: string;
}

/** Most annunciations that are remembered; a flood as large as that is a flood, whatever its size. */
const MOST_KEPT = 20_000;

/** Says when alarms come as a flood: more than a person can answer (ISA-18.2: begins above ten in ten minutes, ends below five). A function of what it is told alone; moments are monotonic and never go back. */
export class Flood {
  private readonly rule: AlarmSettings['flood'];
  private recent: Annunciation[] = [];
  /** Those before are out of the window. */
  private head = 0;
  private current: FloodState | null = null;

  constructor(rule: AlarmSettings['flood']) {
    this.rule = rule;
  }

  /** Null while there is none. */
  get state(): FloodState | null {
    return this.current;
  }

  /** How many annunciations lie in the window. */
  get inWindow(): number {
    return this.recent.length - this.head;
  }

  /** Whether this one made it a flood. */
  add(annunciation: Annunciation): boolean {
    this.expire(annunciation.monoMs);
    this.recent.push(annunciation);
    if (this.inWindow > MOST_KEPT) this.head++;
    if (this.current) {
      const { count, peak } = this.current;
      this.current = { ...this.current, count: count + 1, peak: Math.max(peak, this.inWindow) };
      return false;
    }
    if (this.inWindow <= this.rule.start) return false;
    const { alarmId } = this.recent[this.head]!;
    this.current = { since: annunciation.wallMs, count: this.inWindow, peak: this.inWindow, firstOut: alarmId };
    return true;
  }

  /** The flood that is over now; null when there is none, or it goes on. */
  end(monoMs: number): FloodState | null {
    this.expire(monoMs);
    if (!this.current || this.inWindow >= this.rule.end) return null;
    const ended = this.current;
    this.current = null;
    return ended;
  }

  /** When it will be over if nothing more comes; null without a flood. */
  get endsAt(): number | null {
    if (!this.current) return null;
    const { end, windowMs } = this.rule;
    const last = this.recent[this.recent.length - end];
    return last ? last.monoMs + windowMs : 0;
  }

  /** An annunciation leaves the window when it is as old as that. */
  private expire(monoMs: number): void {
    const oldest = monoMs - this.rule.windowMs;
    while (this.head < this.recent.length && this.recent[this.head]!.monoMs <= oldest) this.head++;
    if (this.head < 1_024 || this.head * 2 < this.recent.length) return;
    this.recent = this.recent.slice(this.head);
    this.head = 0;
  }
}
