import type { AlarmEvent, Priority } from '../../domain/alarm.ts';
import type { AlarmPerformance } from '../../ports/alarm-performance.ts';
import { ConditionTally, type Tallied } from './condition-tally.ts';
import { isAboutCondition, isCounted } from './counted.ts';
import { type EarlierEpisode, type EpisodesAtEnd, EpisodeTally, type Standing } from './episode-tally.ts';
import { QuietTally } from './quiet-tally.ts';
import { type Rates, RateTally, WINDOW_MS } from './rate-tally.ts';
import { measure } from './targets.ts';

/** Conditions and alarms listed by name; the figures count all. */
const MAX_LISTED = 50;
const TOP = 10;
const HOUR_MS = 3_600_000;

/** Figures whose alarms have no titles yet. */
export type UntitledPerformance = Omit<AlarmPerformance, 'mostFrequent' | 'chattering' | 'fleeting' | 'standing'> & {
  readonly mostFrequent: readonly Tallied[];
  readonly chattering: readonly Tallied[];
  readonly fleeting: readonly Tallied[];
  readonly standing: readonly Standing[];
};

/** Rows of the journal in, in their order; the figures out. What it keeps grows with conditions and days, never with rows. */
export class PerformanceTally {
  private readonly from: number;
  private readonly to: number;
  private readonly rates: RateTally;
  private readonly conditions = new ConditionTally();
  private readonly episodes: EpisodeTally;
  private readonly quiet: QuietTally;
  private readonly byPriority: Record<Priority, number> = { P1: 0, P2: 0, P3: 0, P4: 0 };

  constructor(from: number, to: number, earlier: readonly EarlierEpisode[]) {
    this.from = from;
    this.to = to;
    this.rates = new RateTally(from, to);
    this.episodes = new EpisodeTally(from, to, earlier);
    this.quiet = new QuietTally(from);
  }

  /** A row from before the range, about shelving or service. */
  before(event: AlarmEvent): void {
    if (isAboutCondition(event)) this.quiet.next(event);
  }

  next(event: AlarmEvent): void {
    if (!isAboutCondition(event)) return;
    this.quiet.next(event);
    this.episodes.next(event);
    if (event.type === 'chatter-started') this.conditions.addChatter(event);
    if (!isCounted(event)) return;
    this.rates.add(event.at);
    this.conditions.add(event);
    if (event.priority !== null) this.byPriority[event.priority]++;
  }

  end(): UntitledPerformance {
    const { from, to } = this;
    const rates = this.rates.end();
    const episodes = this.episodes.end(to);
    this.quiet.end(to);
    return {
      ...{ startsAt: from, endsAt: to, ...ratesOf(rates, to - from) },
      ...this.conditionFigures(rates.alarms),
      ...this.episodeFigures(episodes),
      byPriority: this.byPriority,
      urgentShare: measure('urgentShare', shareOf(this.byPriority.P1, rates.alarms)),
      highShare: measure('highShare', shareOf(this.byPriority.P2, rates.alarms)),
      shelvedTooLong: measure('shelvedTooLong', this.quiet.shelvedTooLong),
      outOfServiceTooLong: measure('outOfServiceTooLong', this.quiet.outOfServiceTooLong),
      quieted: this.quiet.counts,
      opcua: this.opcuaFigures(rates),
    };
  }

  private conditionFigures(alarms: number) {
    const ranked = this.conditions.byCount();
    const chattering = this.conditions.chattering();
    const most = ranked.slice(0, TOP).reduce((sum, { count }) => sum + count, 0);
    return {
      topTenShare: measure('topTenShare', shareOf(most, alarms)),
      mostFrequent: ranked.slice(0, TOP),
      chatteringConditions: measure('chatteringConditions', chattering.length),
      chattering: chattering.slice(0, MAX_LISTED),
    };
  }

  private episodeFigures({ waiting, worstDay, now }: EpisodesAtEnd) {
    const { delays, fleeting, closed, nuisances } = this.episodes;
    const listed = [...fleeting]
      .map(([conditionId, { alarmId, count }]) => ({ conditionId, alarmId, count }))
      .sort((a, b) => b.count - a.count || a.conditionId.localeCompare(b.conditionId));
    return {
      fleetingEpisodes: measure(
        'fleetingEpisodes',
        listed.reduce((sum, { count }) => sum + count, 0),
      ),
      fleeting: listed.slice(0, MAX_LISTED),
      standingOnWorstDay: measure('standingOnWorstDay', worstDay),
      standing: now.slice(0, MAX_LISTED),
      acknowledgement: (['P1', 'P2', 'P3', 'P4'] as const).map((priority) => ({
        ...{ priority, acknowledged: delays[priority].count, waiting: waiting[priority] },
        ...{ meanMs: delays[priority].meanMs, p90Ms: delays[priority].percentileMs(0.9) },
      })),
      acknowledgedInTimeP1: measure('acknowledgedInTimeP1', delays.P1.percentileMs(0.9)),
      acknowledgedInTimeP2: measure('acknowledgedInTimeP2', delays.P2.percentileMs(0.9)),
      nuisanceShare: measure('nuisanceShare', shareOf(nuisances, closed)),
    };
  }

  private opcuaFigures({ alarms, current, peak }: Rates): AlarmPerformance['opcua'] {
    const { maximumActiveMs, maximumUnacknowledgedMs, maximumReAlarms } = this.episodes;
    return {
      ...{ alarmCount: alarms, maximumActiveMs, maximumUnacknowledgedMs, currentAlarmRate: current },
      ...{ maximumAlarmRate: peak, averageAlarmRate: perTime(alarms, this.to - this.from, WINDOW_MS) },
      maximumReAlarmCount: maximumReAlarms,
    };
  }
}

function ratesOf(rates: Rates, lengthMs: number) {
  const { alarms, peak, busyBins, bins, floodMs, floods, longestFloodMs, days } = rates;
  return {
    ...{ alarms, floods, longestFloodMs, days },
    perTenMinutes: measure('perTenMinutes', perTime(alarms, lengthMs, WINDOW_MS)),
    perHour: measure('perHour', perTime(alarms, lengthMs, HOUR_MS)),
    perDay: measure('perDay', perTime(alarms, lengthMs, 24 * HOUR_MS)),
    peakTenMinutes: measure('peakTenMinutes', peak),
    busyShare: measure('busyShare', shareOf(busyBins, bins)),
    floodShare: measure('floodShare', shareOf(floodMs, lengthMs)),
  };
}

const perTime = (count: number, lengthMs: number, unitMs: number): number => (count * unitMs) / lengthMs;
const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
