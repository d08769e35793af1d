import type { ConditionEvent } from './counted.ts';

/** Three within a minute is chattering (ISA-18.2). */
const BURST = 3;
const BURST_MS = 60_000;

interface Tally {
  alarmId: string;
  count: number;
  /** The latest moments, at most two: with the next one they make a burst. */
  recent: number[];
  isInBurst: boolean;
  bursts: number;
  /** How often the state machine found it chattering. */
  starts: number;
}

export interface Tallied {
  readonly conditionId: string;
  readonly alarmId: string;
  readonly count: number;
}

/** Counts alarms per condition, and finds those that chatter. Its size is that of the conditions that came. */
export class ConditionTally {
  private readonly tallies = new Map<string, Tally>();

  add(event: ConditionEvent): void {
    const tally = this.tallyOf(event);
    tally.count++;
    tally.alarmId = event.alarmId ?? tally.alarmId;
    const [oldest] = tally.recent.slice(1 - BURST);
    const isBurst = tally.recent.length >= BURST - 1 && event.at - oldest! <= BURST_MS;
    if (isBurst && !tally.isInBurst) tally.bursts++;
    tally.isInBurst = isBurst;
    tally.recent = [...tally.recent, event.at].slice(1 - BURST);
  }

  addChatter(event: ConditionEvent): void {
    this.tallyOf(event).starts++;
  }

  /** The most frequent first. */
  byCount(): readonly Tallied[] {
    return this.ranked(({ count }) => count);
  }

  /** The ones that began to chatter most often first. */
  chattering(): readonly Tallied[] {
    return this.ranked(({ bursts, starts }) => Math.max(bursts, starts));
  }

  private ranked(countOf: (tally: Tally) => number): readonly Tallied[] {
    return [...this.tallies]
      .map(([conditionId, tally]) => ({ conditionId, alarmId: tally.alarmId, count: countOf(tally) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || a.conditionId.localeCompare(b.conditionId));
  }

  private tallyOf({ conditionId, alarmId }: ConditionEvent): Tally {
    const known = this.tallies.get(conditionId);
    if (known) return known;
    const fresh = { alarmId: alarmId ?? '', count: 0, recent: [], isInBurst: false, bursts: 0, starts: 0 };
    this.tallies.set(conditionId, fresh);
    return fresh;
  }
}
