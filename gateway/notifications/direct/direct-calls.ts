import type { Alarm } from '../../domain/alarm.ts';
import type { LocalText } from '../../domain/text.ts';
import type { SystemEvent } from '../../ports/alarm-repository.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import { describeAlarm, type MessageSite } from '../delivery/compose.ts';
import { isWaitingForAnswer } from '../delivery/still-due.ts';
import type { DutyMoment } from '../escalation/recipients.ts';
import type { DirectMessage, DirectResult, DirectSender } from './direct-sender.ts';
import { directWays } from './direct-ways.ts';
import { UNRECORDED } from './direct-words.ts';

/** A store that only stumbled tells people itself. */
const GRACE_MS = 2_000;
/** What comes sooner after a message goes together in the next. */
const PACE_MS = 5_000;
/** Alarms named in one message; the rest is counted. */
const MOST_NAMED = 50;
/** Messages under way; more wait, and then go together. */
const MOST_UNDER_WAY = 10;
/** Episodes that were told; the ones told longest ago are forgotten first. */
const MOST_TOLD = 5_000;
const MAX_AGE_MS = 3_600_000;

export interface DirectCallsOptions {
  readonly site: MessageSite;
  /** Ids of the channels there are. */
  readonly channels: ReadonlySet<string>;
  readonly sender: Pick<DirectSender, 'send' | 'stop'>;
  readonly duty: (at: number) => DutyMoment;
  /** From memory. */
  readonly open: () => readonly Alarm[];
  /** Into the journal, when it can be written. */
  readonly note: (event: SystemEvent) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Tells the site's duty of urgent alarms while the store is away, once for each episode and priority, as far as it can be done from memory. What was
 * told is in the journal afterwards; the escalation begins when the alarm is stored.
 */
export class DirectCalls {
  private readonly options: DirectCallsOptions;
  /** Ids of alarms that are to be told; at most as many as there are conditions. */
  private readonly pending = new Set<string>();
  /** Ids of open alarms whose call the store has not taken. */
  private readonly unrecorded = new Set<string>();
  private readonly told = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();
  private timer: Timer | undefined;
  /** When alarms were told last. */
  private lastMono = Number.NEGATIVE_INFINITY;
  private isStopped = false;

  constructor(options: DirectCallsOptions) {
    this.options = options;
  }

  /** The store does not take it. P3 and P4 wait for the store. */
  tellAlarm({ id, priority }: Alarm): void {
    if (this.isStopped || (priority !== 'P1' && priority !== 'P2') || this.told.has(`${priority} ${id}`)) return;
    this.pending.add(id);
    this.unrecorded.add(id);
    this.schedule();
  }

  /** The store has it and sees to it from now on. */
  noteRecorded(id: string): void {
    this.unrecorded.delete(id);
    this.pending.delete(id);
    if (this.pending.size > 0) return;
    this.timer?.cancel();
    this.timer = undefined;
  }

  /** Something about the gateway itself, urgent, at once. */
  say(text: LocalText): void {
    const at = this.options.clock.nowMs();
    const about: About = { id: `notice ${at}`, kind: 'duty', priority: 'P1', alarms: [], text, marks: [] };
    this.begin(about, () => true, { text: text.en });
  }

  /** Gives up what has not got through. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer?.cancel();
    this.options.sender.stop();
    await Promise.all(this.underWay);
  }

  private schedule(): void {
    if (this.timer) return;
    const { clock } = this.options;
    const delayMs = Math.max(GRACE_MS, this.lastMono + PACE_MS - clock.monotonicMs());
    this.timer = clock.after(delayMs, () => {
      this.timer = undefined;
      this.flush();
    });
  }

  private flush(): void {
    if (this.pending.size > 0 && this.underWay.size >= MOST_UNDER_WAY) {
      this.schedule();
      return;
    }
    this.forgetClosed();
    const alarms = this.waiting(this.pending);
    this.pending.clear();
    if (alarms.length > 0) this.call(alarms);
  }

  private waiting(ids: ReadonlySet<string>): readonly Alarm[] {
    const isWaiting = (alarm: Alarm): boolean => this.unrecorded.has(alarm.id) && isWaitingForAnswer(alarm);
    return this.options.open().filter((alarm) => ids.has(alarm.id) && isWaiting(alarm));
  }

  /** What the store has refused for good is never recorded. */
  private forgetClosed(): void {
    const open = new Set(this.options.open().map(({ id }) => id));
    for (const id of this.unrecorded) if (!open.has(id)) this.unrecorded.delete(id);
  }

  private call(alarms: readonly Alarm[]): void {
    const { site, clock } = this.options;
    this.lastMono = clock.monotonicMs();
    const ids = new Set(alarms.map(({ id }) => id));
    for (const { id, priority } of alarms) this.remember(`${priority} ${id}`);
    const named = alarms.slice(0, MOST_NAMED);
    const about: About = {
      ...{ id: alarms.map(({ id, occurrence }) => `${id} ${occurrence}`).join(), priority: alarms[0]!.priority },
      kind: alarms.length > 1 ? 'digest' : 'alarm',
      text: textOf(alarms.length, named.length),
      alarms: named.map((alarm) => describeAlarm(site, alarm)),
      marks: ['unrecorded'],
    };
    const isNeeded = (): boolean => this.waiting(ids).length > 0;
    this.begin(about, isNeeded, { alarms: named.map(({ id }) => id), total: alarms.length });
  }

  private begin(about: About, isNeeded: () => boolean, said: object): void {
    const { site, channels, sender, duty, clock } = this.options;
    const ways = directWays(duty(clock.nowMs()), about.priority, channels);
    const { id, name, timeZone } = site;
    const message: DirectMessage = { ...about, site: { id, name, timeZone }, maxAgeMs: MAX_AGE_MS };
    const at = clock.nowMs();
    const task = sender
      .send(message, ways, isNeeded)
      .then((results) => this.record(at, said, results))
      .finally(() => this.underWay.delete(task));
    this.underWay.add(task);
  }

  private record(at: number, said: object, results: readonly DirectResult[]): void {
    const { note, logger } = this.options;
    const [sent, failed] = [results.filter(({ isSent }) => isSent), results.filter(({ isSent }) => !isSent)];
    if (sent.length === 0) logger.error({ ...said }, 'nobody could be told directly');
    const ways = (some: readonly DirectResult[]) => some.map(({ recipient, channel }) => `${recipient}@${channel}`);
    note({
      ...{ type: 'told-unrecorded', at, actor: 'system' },
      note: JSON.stringify({ ...said, told: ways(sent), failed: ways(failed) }),
    });
  }

  private remember(key: string): void {
    this.told.add(key);
    if (this.told.size <= MOST_TOLD) return;
    const oldest = this.told.keys().next();
    if (!oldest.done) this.told.delete(oldest.value);
  }
}

type About = Pick<DirectMessage, 'id' | 'kind' | 'priority' | 'alarms' | 'text' | 'marks'>;

function textOf(total: number, named: number): LocalText {
  if (total === named) return UNRECORDED;
  return { en: `${total} alarms in all. ${UNRECORDED.en}`, zh: `共${total}条告警。${UNRECORDED.zh}` };
}
