import type { DutyOverride, OnCallPlan } from '../../domain/on-call.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { DutyStore } from '../../ports/duty-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { CoverageGap } from '../../ports/on-call-service.ts';
import type { Notice, Outbox } from '../../ports/outbox.ts';
import { coverageGap } from '../escalation/duty-texts.ts';
import { dutyNotices } from '../escalation/make-notices.ts';
import { type DutyMoment, resolveSiteDuty } from '../escalation/recipients.ts';
import { countingOverrides } from './counting-overrides.ts';
import { coverageGaps } from './coverage-gaps.ts';
import { nextLocalMinute, wallTimeOf } from './wall-time.ts';

const DAY_MS = 86_400_000;
/** How far ahead the duty is looked at. */
export const COVERAGE_MS = 14 * DAY_MS;
/** How often it is seen whether a new day has begun at the site. */
const LOOK_MS = 600_000;
/** A gap that is further away than this can wait for the morning to be told. */
const URGENT_MS = DAY_MS;
const MORNING = 480;

export interface CoverageWatchOptions {
  readonly plan: OnCallPlan;
  readonly duty: Pick<DutyStore, 'overrides'>;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Looks every night, at start and after every change of the duty whether somebody has it in the next 14 days, and tells where nobody does. */
export class CoverageWatch {
  private readonly options: CoverageWatchOptions;
  private timer: Timer | undefined;
  private lookedOn: string | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(options: CoverageWatchOptions) {
    this.options = options;
  }

  /** Resolves after the first look. Never rejects. */
  start(): Promise<void> {
    this.timer = this.options.clock.every(LOOK_MS, () => this.lookDaily());
    this.lookDaily();
    return this.looking;
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.looking;
  }

  /** The duty has changed: looks again. One look after the other. */
  look(): void {
    this.looking = this.looking.then(() => this.tellGaps()).catch((error: unknown) => this.failed(error));
  }

  private lookDaily(): void {
    const { plan, clock } = this.options;
    const today = dayOf(clock.nowMs(), plan.timeZone);
    if (today === this.lookedOn) return;
    this.lookedOn = today;
    this.look();
  }

  private failed(error: unknown): void {
    this.lookedOn = undefined;
    this.options.logger.warn({ err: error }, 'the coverage of the duty could not be looked at; trying again');
  }

  private async tellGaps(): Promise<void> {
    const { plan, duty, outbox, clock, logger } = this.options;
    const at = clock.nowMs();
    const overrides = countingOverrides(await duty.overrides(at, at + COVERAGE_MS));
    const gaps = coverageGaps(plan, overrides, at, at + COVERAGE_MS);
    if (gaps.length === 0) return;
    logger.warn({ gaps: gaps.length }, 'nobody is on duty at some time in the next 14 days');
    await outbox.add(gapNotices({ plan, overrides, at }, gaps));
  }
}

/** One message per rotation; the same gaps are told once a day. */
export function gapNotices(duty: DutyMoment, gaps: readonly CoverageGap[]): readonly Notice[] {
  const recipients = resolveSiteDuty(duty, 'P2');
  return [...byRotation(gaps)].flatMap(([rotation, own]) => {
    const about = [rotation, dayOf(duty.at, duty.plan.timeZone), ...own.map((gap) => gapKey(gap, duty.at))];
    const when = { now: duty.at, notBefore: toldFrom(own[0].startsAt, duty) };
    return dutyNotices(coverageGap(own, duty.plan.timeZone), about, recipients, when);
  });
}

type Gaps = readonly [CoverageGap, ...CoverageGap[]];

function byRotation(gaps: readonly CoverageGap[]): ReadonlyMap<string, Gaps> {
  const grouped = new Map<string, Gaps>();
  for (const gap of gaps) {
    const before = grouped.get(gap.rotation);
    grouped.set(gap.rotation, before ? [...before, gap] : [gap]);
  }
  return grouped;
}

/** A gap that has begun, or goes on beyond what is looked at, is the same one at the next look. */
function gapKey({ startsAt, endsAt }: CoverageGap, now: number): string {
  const start = startsAt <= now ? 'now' : startsAt;
  return `${start}-${endsAt >= now + COVERAGE_MS ? 'on' : endsAt}`;
}

function toldFrom(startsAt: number, { plan, at }: DutyMoment): number {
  return startsAt - at <= URGENT_MS ? 0 : nextLocalMinute(MORNING, plan.timeZone, at);
}

const dayOf = (ms: number, timeZone: string): string => wallTimeOf(ms, timeZone).toPlainDate().toString();

/** What a duty service answers; the same look without telling anybody. */
export const coverageFrom = (plan: OnCallPlan, overrides: readonly DutyOverride[], at: number) => ({
  startsAt: at,
  endsAt: at + COVERAGE_MS,
  gaps: coverageGaps(plan, overrides, at, at + COVERAGE_MS),
});
