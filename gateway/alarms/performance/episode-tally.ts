import type { Priority } from '../../domain/alarm.ts';
import type { StandingAlarm } from '../../ports/alarm-performance.ts';
import { type ConditionEvent, isCounted, isOperatorAction } from './counted.ts';
import { DelayTally } from './delay-tally.ts';
import { StandingTally } from './standing-tally.ts';

const FLEETING_MS = 10_000;

interface OpenEpisode {
  readonly alarmId: string;
  readonly conditionId: string;
  priority: Priority;
  activeSince: number | null;
  activeMs: number;
  /** People had it in their list, in the range or before it. */
  isAnnunciated: boolean;
  isAnnunciatedHere: boolean;
  isBegunHere: boolean;
  waitsSince: number | null;
  waitsAt: Priority;
  isActedOn: boolean;
  /** Somebody had acted when it last returned. */
  wasActedInTime: boolean;
  reAlarms: number;
}

export type Standing = Omit<StandingAlarm, 'title' | 'equipment'>;

/** An episode that was active when the range began. */
export interface EarlierEpisode extends Standing {
  readonly isAnnunciated: boolean;
  readonly isActedOn: boolean;
}

export interface EpisodesAtEnd {
  /** Annunciated in the range and not acknowledged. */
  readonly waiting: Readonly<Record<Priority, number>>;
  /** Standing alarms of the day with the most. */
  readonly worstDay: number;
  /** Standing at the end, the longest first. */
  readonly now: readonly Standing[];
}

/** Follows episodes from activation to closing. Its size is that of the conditions with an open episode, and of those with fleeting ones. */
export class EpisodeTally {
  private readonly open = new Map<string, OpenEpisode>();
  private readonly standing: StandingTally;
  readonly fleeting = new Map<string, { alarmId: string; count: number }>();
  readonly delays: Readonly<Record<Priority, DelayTally>> = {
    ...{ P1: new DelayTally(), P2: new DelayTally(), P3: new DelayTally(), P4: new DelayTally() },
  };
  closed = 0;
  nuisances = 0;
  maximumActiveMs = 0;
  maximumUnacknowledgedMs = 0;
  maximumReAlarms = 0;

  constructor(from: number, to: number, earlier: readonly EarlierEpisode[]) {
    this.standing = new StandingTally(from, to);
    for (const { alarmId, conditionId, priority, activeAt, ...rest } of earlier)
      this.open.set(conditionId, { ...beginning(alarmId, conditionId, priority), activeSince: activeAt, ...rest });
  }

  next(event: ConditionEvent): void {
    const episode = this.episodeOf(event);
    if (!episode) return;
    const { type, at } = event;
    if (type === 'activated') episode.isBegunHere = true;
    if (type === 'activated' || type === 'realarmed') episode.activeSince ??= at;
    if (type === 'realarmed') this.maximumReAlarms = Math.max(this.maximumReAlarms, ++episode.reAlarms);
    if (isCounted(event)) announce(episode, event);
    if (isOperatorAction(event)) episode.isActedOn = true;
    if (type === 'acknowledged') this.acknowledge(episode, at);
    if (type === 'returned' || type === 'closed') this.endActivity(episode, at);
    if (type === 'closed') this.close(episode);
  }

  /** What is still open counts as far as it has come. */
  end(to: number): EpisodesAtEnd {
    const waiting = { P1: 0, P2: 0, P3: 0, P4: 0 };
    const now: Standing[] = [];
    for (const episode of this.open.values()) {
      const { activeSince, alarmId, conditionId, priority } = episode;
      if (episode.waitsSince !== null) waiting[episode.waitsAt]++;
      this.noteWait(episode, to);
      if (activeSince === null) this.judgeFleeting(episode);
      else if (episode.isAnnunciated && this.standing.isLong(activeSince, to))
        now.push({ alarmId, conditionId, priority, activeAt: activeSince });
      this.endActivity(episode, to);
    }
    now.sort((a, b) => a.activeAt - b.activeAt || a.alarmId.localeCompare(b.alarmId));
    return { waiting, worstDay: this.standing.worst, now };
  }

  /** An episode whose beginning lies before the range, or was lost with a full disk, is followed from its first row on. */
  private episodeOf({ alarmId, conditionId, priority, at }: ConditionEvent): OpenEpisode | undefined {
    if (alarmId === null || priority === null) return undefined;
    const known = this.open.get(conditionId);
    if (known?.alarmId === alarmId) return known;
    if (known) this.endActivity(known, at);
    const fresh = beginning(alarmId, conditionId, priority);
    this.open.set(conditionId, fresh);
    return fresh;
  }

  private acknowledge(episode: OpenEpisode, at: number): void {
    if (episode.waitsSince === null) return;
    this.delays[episode.waitsAt].add(at - episode.waitsSince);
    this.noteWait(episode, at);
    episode.waitsSince = null;
  }

  private noteWait({ waitsSince }: OpenEpisode, at: number): void {
    if (waitsSince !== null) this.maximumUnacknowledgedMs = Math.max(this.maximumUnacknowledgedMs, at - waitsSince);
  }

  private endActivity(episode: OpenEpisode, at: number): void {
    const { activeSince, isAnnunciated } = episode;
    if (activeSince === null) return;
    const lastedMs = Math.max(0, at - activeSince);
    episode.activeMs += lastedMs;
    episode.activeSince = null;
    episode.wasActedInTime = episode.isActedOn;
    if (!isAnnunciated) return;
    this.maximumActiveMs = Math.max(this.maximumActiveMs, lastedMs);
    this.standing.add(activeSince, at);
  }

  private close(episode: OpenEpisode): void {
    this.open.delete(episode.conditionId);
    this.judgeFleeting(episode);
    if (!episode.isAnnunciatedHere) return;
    this.closed++;
    if (!episode.wasActedInTime) this.nuisances++;
  }

  /** How long one was active that began before the range is not known. */
  private judgeFleeting(episode: OpenEpisode): void {
    const { conditionId, alarmId, activeMs, isBegunHere, isAnnunciatedHere, wasActedInTime } = episode;
    if (!isBegunHere || !isAnnunciatedHere || wasActedInTime || activeMs >= FLEETING_MS) return;
    const count = (this.fleeting.get(conditionId)?.count ?? 0) + 1;
    this.fleeting.set(conditionId, { alarmId, count });
  }
}

const beginning = (alarmId: string, conditionId: string, priority: Priority): OpenEpisode => ({
  ...{ alarmId, conditionId, priority, activeSince: null, activeMs: 0, isAnnunciated: false, isAnnunciatedHere: false },
  ...{ isBegunHere: false, waitsSince: null, waitsAt: priority, isActedOn: false, wasActedInTime: false, reAlarms: 0 },
});

/** The wait for an acknowledgement begins with the first annunciation that was not acknowledged yet. */
function announce(episode: OpenEpisode, { at, priority }: ConditionEvent): void {
  episode.isAnnunciated = true;
  episode.isAnnunciatedHere = true;
  episode.priority = priority ?? episode.priority;
  if (episode.waitsSince !== null) return;
  episode.waitsSince = at;
  episode.waitsAt = episode.priority;
}
