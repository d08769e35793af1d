import type { Alarm } from '../../domain/alarm.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { DigestBody } from '../../ports/notice-body.ts';
import type { Notice, Outbox } from '../../ports/outbox.ts';
import { noticeId } from '../escalation/notice-id.ts';
import type { DutyTarget } from './duty-desk.ts';
import { dailyMoments } from './local-times.ts';

const LOOK_MS = 60_000;
/** After a start the list of today is made up for when it is no later than that. */
const LATE_MS = 2 * 3_600_000;
/** Alarms named; the rest is counted. */
const MOST_NAMED = 200;
/** Where no policy has a digest. */
const USUAL_MINUTE = 510;

export interface StandingListOptions {
  readonly plan: Pick<OnCallPlan, 'policies' | 'timeZone'>;
  /** The oldest first. */
  readonly standing: () => readonly Alarm[];
  readonly targets: (at: number) => Promise<readonly DutyTarget[]>;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells who has the duty once a day, at the site's digest time, which alarms have been active for too long: what everybody sees nobody looks at. */
export class StandingList {
  private readonly options: StandingListOptions;
  private readonly zone: ZoneOffsets;
  private readonly minute: number;
  private lookedAt: number;
  private timer: Timer | undefined;
  private looking: Promise<void> | undefined;

  constructor(options: StandingListOptions) {
    const { plan, clock } = options;
    this.options = options;
    this.zone = new ZoneOffsets(plan.timeZone);
    this.minute = plan.policies.find(({ digestAt }) => digestAt !== undefined)?.digestAt ?? USUAL_MINUTE;
    this.lookedAt = clock.nowMs() - LATE_MS;
  }

  start(): void {
    this.timer = this.options.clock.every(LOOK_MS, () => {
      this.looking ??= this.look().finally(() => {
        this.looking = undefined;
      });
    });
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.looking;
  }

  private async look(): Promise<void> {
    const { clock, logger } = this.options;
    const now = clock.nowMs();
    const moment = dailyMoments(this.zone, this.minute, this.lookedAt, now).at(-1);
    try {
      if (moment !== undefined) await this.tell(moment, now);
      this.lookedAt = now;
    } catch (error) {
      logger.warn({ err: error }, 'the standing alarms could not be told; trying again');
    }
  }

  private async tell(moment: number, now: number): Promise<void> {
    const { standing, targets, outbox } = this.options;
    const alarms = standing();
    if (alarms.length === 0) return;
    const named = alarms.slice(0, MOST_NAMED).map(({ id }) => id);
    const body: DigestBody = { alarms: named, total: alarms.length, isStanding: true };
    await outbox.add((await targets(now)).flatMap((target) => noticeFor(target, moment, now, body)));
  }
}

/** The same list of one day is queued once for each. */
function noticeFor(target: DutyTarget, moment: number, now: number, body: DigestBody): Notice[] {
  const { recipient, language, contacts } = target;
  const [contact] = contacts;
  if (!contact) return [];
  const id = noticeId(['standing', moment, recipient === '' ? contact.channel : recipient]);
  return [
    {
      ...{ id, ...contact, kind: 'digest', recipient, language, alarmId: null, occurrence: 0, step: 0 },
      ...{ priority: 'P4', dueAt: 0, queuedAt: now, body: JSON.stringify(body) },
    },
  ];
}
