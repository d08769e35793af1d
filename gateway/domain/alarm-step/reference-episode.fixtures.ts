import type { Annunciation, OrderDemand } from '../alarm-input.ts';
import type { Mark } from './reference-signal.fixtures.ts';
import type { AlarmRule } from './rule.ts';

/** What the model says of one input. */
export interface Expected {
  readonly events: string[];
  order: OrderDemand;
  refusal: string | null;
}

export interface Facts {
  readonly index: number;
  readonly at: number;
  readonly mark: Mark;
  readonly out: Expected;
}

interface Told {
  occurrence: number;
  level: number;
  onset: number;
  isOpen: boolean;
  isSilent: boolean;
  isAnnounced: boolean;
  isLatched: boolean;
  acked: 'no' | 'yes' | 'confirmed';
  toldAt: number | null;
  again: number;
  returnedAt: number | null;
}

/** Episodes: what begins, is told, comes again and ends. */
export class EpisodeStory {
  isOut = false;
  isShelved = false;
  isSuppressed = false;
  reasons = 0;
  protected readonly rule: AlarmRule;
  private readonly counted: number[] = [];
  protected episode: Told | null = null;
  protected active: number | null = null;
  protected holdAt: number | null = null;
  protected soonAt: number | null = null;
  protected orderAt: number | null = null;
  protected againAt: number | null = null;

  constructor(rule: AlarmRule) {
    this.rule = rule;
  }

  takeSample(facts: Facts): void {
    const { mark, out } = facts;
    if (mark.isDropped) out.events.push(this.text('pending-dropped'));
    this.active = mark.active;
    if (mark.rise !== undefined) this.rise(facts, mark.rise, mark.onset ?? 0);
    if (mark.chatter === 'started') out.events.push(this.text('chatter-started'));
    if (mark.move) this.move(facts, mark.move.to, mark.move.isRaise);
    if (mark.fall) this.fall(facts);
  }

  protected get isHushed(): boolean {
    return this.isOut || this.isShelved || this.isSuppressed;
  }

  private rise(facts: Facts, level: number, onset: number): void {
    const { at, out } = facts;
    const before = this.episode;
    if (before?.isOpen) {
      const isHeard = !before.isSilent && !this.isHushed;
      const tells = isHeard && (before.toldAt === null || at - before.toldAt >= 300_000);
      const isOver = before.returnedAt !== null && at - before.returnedAt >= 60_000;
      const isDropped = before.acked !== 'no' || (isOver && this.priority(before.level) !== 'P1');
      if (isHeard && !tells && isDropped && this.fresh() === 'no') this.soonAt = (before.toldAt ?? 0) + 300_000;
      Object.assign(before, { occurrence: before.occurrence + 1, level, onset, acked: this.fresh() });
      before.isLatched ||= this.rule.latching;
      if (tells) before.toldAt = at;
      out.events.push(this.text('realarmed', isHeard ? 'recurrence' : null, tells));
      if (isHeard && this.policy === 'active-for') this.orderAt = at + this.orderMs;
      return;
    }
    this.episode = {
      ...{ occurrence: 1, level, onset, isOpen: true, isSilent: true, isAnnounced: false },
      ...{ again: 0, toldAt: null, returnedAt: null },
      ...{ isLatched: this.rule.latching, acked: this.fresh() },
    };
    out.events.push(this.text('activated'));
    if (this.reasons > 0) out.events.push(this.text('suppressed'));
    if (this.isHushed) return;
    if (this.isAtOnce(level)) this.tell(facts, 'new');
    else this.holdAt = at + this.rule.holdMs;
  }

  private move(facts: Facts, to: number, isRaise: boolean): void {
    const { at, out } = facts;
    const { episode } = this;
    if (!episode) return;
    episode.level = to;
    if (!isRaise) return void out.events.push(this.text('level-lowered'));
    const tells = !episode.isSilent && !this.isHushed;
    Object.assign(episode, { occurrence: episode.occurrence + 1, acked: this.fresh() });
    if (tells) episode.toldAt = at;
    out.events.push(this.text('level-raised', tells ? 'level' : null, tells));
    if (tells) {
      if (this.policy === 'active') out.order = 'open';
      [this.againAt, this.soonAt] = [null, null];
      this.planAgain(at);
    } else if (this.isAtOnce(to) && episode.isSilent) this.tell(facts, 'new');
  }

  private fall({ at, out }: Facts): void {
    [this.orderAt, this.againAt, this.soonAt] = [null, null, null];
    if (this.episode) this.episode.returnedAt = at;
    out.events.push(this.text('returned'));
    this.closeWhenOver(out);
  }

  protected tell({ at, out }: Facts, why: Annunciation): void {
    const { episode } = this;
    [this.holdAt, this.soonAt] = [null, null];
    const isWanted = this.active !== null || (episode?.isLatched === true && episode.isSilent);
    if (!episode?.isOpen || this.isHushed || !isWanted) return;
    const isFirst = !episode.isAnnounced;
    if (!isFirst) episode.occurrence++;
    Object.assign(episode, { acked: this.fresh(), isSilent: false, isAnnounced: true, toldAt: at });
    out.events.push(this.text('annunciated', why, true));
    this.againAt = null;
    if (this.policy === 'active') out.order = 'open';
    if (this.policy === 'active-for') this.orderAt = at + this.orderMs;
    if (this.policy === 'count' && isFirst) this.count(at, out);
    this.planAgain(at);
  }

  private count(at: number, out: Expected): void {
    const { order } = this.rule;
    if (order.when !== 'count') return;
    this.counted.push(at);
    if (this.counted.filter((other) => at - other < order.windowMs).length >= order.count) out.order = 'open';
  }

  protected planAgain(at: number): void {
    const { reAlarm } = this.rule;
    const { episode } = this;
    if (!reAlarm || !episode || episode.isSilent || episode.acked === 'no') return;
    if (this.active !== null && !this.isHushed && episode.again < reAlarm.times) this.againAt = at + reAlarm.afterMs;
  }

  protected closeWhenOver(out: Expected): void {
    const { episode } = this;
    if (!episode?.isOpen || this.active !== null || episode.isLatched) return;
    if (episode.isSilent || episode.acked !== 'no') this.close(out);
  }

  protected close(out: Expected): void {
    out.events.push(this.text('closed'));
    if (this.episode) this.episode.isOpen = false;
    this.hush();
  }

  protected hush(): void {
    [this.holdAt, this.soonAt, this.orderAt, this.againAt] = [null, null, null, null];
  }

  protected fresh(): 'no' | 'yes' {
    return this.rule.acknowledgement === 'auto' ? 'yes' : 'no';
  }

  private priority(level: number): string {
    return this.rule.levels[level]?.priority ?? this.rule.priority;
  }

  private isAtOnce(level: number): boolean {
    return this.rule.holdMs === 0 || this.rule.class === 'safety' || this.priority(level) === 'P1';
  }

  private get policy(): AlarmRule['order']['when'] {
    const { order, priority: first } = this.rule;
    const priority = this.priority(this.episode?.level ?? 0);
    const isUrgent = (priority === 'P1' || priority === 'P2') && priority !== first;
    return isUrgent && order.when !== 'never' ? 'active' : order.when;
  }

  private get orderMs(): number {
    return this.rule.order.when === 'active-for' ? this.rule.order.ms : 0;
  }

  protected text(type: string, annunciation: Annunciation | null = null, tells = false): string {
    const open = this.episode?.isOpen ? this.episode : null;
    const priority = open ? this.priority(open.level) : this.rule.priority;
    const told = `${annunciation ?? ''}${tells ? '!' : ''}`;
    return `${type} ${open?.occurrence ?? 0} ${open?.level ?? 0} ${priority} ${told}`.trim();
  }
}
