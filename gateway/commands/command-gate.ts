import { done, type Outcome, refused } from '../domain/errors.ts';
import type { Point } from '../domain/point.ts';
import { QUALITY } from '../domain/quality.ts';
import { type Role, ranksAtLeast } from '../domain/role.ts';
import type { Site } from '../domain/site.ts';
import type { WriteOffer, WriteOutcome, WriteRecord } from '../domain/write.ts';
import type { WriteRule } from '../domain/write-rule.ts';
import type { Clock } from '../ports/clock.ts';
import type { FieldWriter } from '../ports/field-writer.ts';
import type { LatestValues } from '../ports/latest-values.ts';
import type { Logger } from '../ports/logger.ts';
import type { Counter, Metrics } from '../ports/metrics.ts';
import type { WriteIntent, WriteQuery, WriteRepository } from '../ports/write-repository.ts';
import type { WriteCaller, WriteConfirmation, WriteService } from '../ports/write-service.ts';
import { isKnown, isMet, judgeWrite, type PresentValue, type WriteState, waitFor } from './judge-write.ts';
import { OFFER_MS, type Offer, OfferBook } from './offers.ts';
import { WriteRunner } from './write-runner.ts';

export interface CommandGateOptions {
  readonly site: Pick<Site, 'points' | 'writes'>;
  readonly latest: Pick<LatestValues, 'value' | 'quality' | 'sourceTime'>;
  readonly writer: FieldWriter;
  readonly audit: WriteRepository;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** The only way from a person to the plant. */
export interface CommandGate {
  readonly service: WriteService;
  /** Before anything may be asked: takes up what an earlier run left open. Rejects with STORE_UNAVAILABLE. */
  start(): Promise<void>;
  /** Lets nothing begin any more and waits for what is under way. */
  stop(): Promise<void>;
}

export function createCommandGate(options: CommandGateOptions): CommandGate {
  const runner = new WriteRunner(options);
  return { service: new Gate(options, runner), start: () => runner.start(), stop: () => runner.stop() };
}

interface Target {
  readonly point: Point;
  readonly rule: WriteRule;
}

class Gate implements WriteService {
  private readonly options: CommandGateOptions;
  private readonly runner: WriteRunner;
  private readonly offers: OfferBook;
  private readonly pointByTag: ReadonlyMap<string, Point>;
  private readonly ruleByPoint: ReadonlyMap<number, WriteRule>;
  private readonly writes: Counter;

  constructor(options: CommandGateOptions, runner: WriteRunner) {
    const { site, clock, randomBytes, metrics } = options;
    this.options = options;
    this.runner = runner;
    this.offers = new OfferBook(clock, randomBytes);
    this.pointByTag = new Map(site.points.map((point) => [point.tag, point]));
    this.ruleByPoint = new Map(site.writes?.map((rule) => [rule.point, rule]));
    this.writes = metrics.counter('plantroom_writes_total', 'Attempts to set a point, by outcome', ['outcome']);
  }

  async prepare(tag: string, caller: WriteCaller): Promise<Outcome<WriteOffer>> {
    const found = this.find(tag, caller.role);
    if (!found.ok) return this.deny(found, { tag, caller });
    const { present } = this.stateOf(found.value);
    if (!isKnown(present)) return this.deny(refused('WRITE_PRESENT_UNKNOWN'), { tag, caller });
    const token = this.offers.add({ username: caller.username, tag, seen: present.value });
    return done(this.offerOf(found.value, token));
  }

  async confirm(request: WriteConfirmation): Promise<Outcome<WriteRecord>> {
    const { tag, token, caller, value, reason } = request;
    const offer = this.offers.take(token, { username: caller.username, tag });
    const found = this.find(tag, caller.role);
    if (!found.ok) return this.deny(found, request, offer);
    if (!offer) return this.deny(refused('WRITE_TOKEN_INVALID'), request);
    const { rule } = found.value;
    const judge = (state: WriteState) =>
      judgeWrite(rule, state, { role: caller.role, value, seen: offer.seen }, this.options.clock.monotonicMs());
    const judged = judge(this.stateOf(found.value));
    if (!judged.ok) return this.deny(judged, request, offer);
    const at = this.options.clock.nowMs();
    const intent = { at, actor: caller.username, tag, from: offer.seen, to: value, reason, via: caller.via };
    const stillHolds = () => judge({ ...this.stateOf(found.value), isBusy: false });
    return this.told(intent, await this.runner.run({ rule, intent, raw: judged.value, stillHolds }));
  }

  list(query: WriteQuery): Promise<readonly WriteRecord[]> {
    return this.options.audit.list(query);
  }

  /** A point that may be set by this role. */
  private find(tag: string, role: Role): Outcome<Target> {
    const point = this.pointByTag.get(tag);
    if (!point) return refused('POINT_NOT_FOUND');
    if (this.ruleByPoint.size === 0) return refused('WRITE_DISABLED');
    const rule = this.ruleByPoint.get(point.index);
    if (!rule) return refused('WRITE_READ_ONLY');
    return ranksAtLeast(role, rule.role) ? done({ point, rule }) : refused('WRITE_NOT_ALLOWED', `needs ${rule.role}`);
  }

  private stateOf({ point, rule }: Target): WriteState {
    return {
      present: this.presentOf(point.index),
      when: rule.when.map((one) => this.presentOf(one.point)),
      isBusy: this.runner.isBusy(point.index),
      lastAttemptAt: this.runner.lastAttemptAt(point.tag),
    };
  }

  private presentOf(point: number): PresentValue {
    const { value, quality } = this.options.latest;
    return { value: value[point] ?? Number.NaN, quality: quality[point] ?? QUALITY['bad-waiting'] };
  }

  private offerOf(target: Target, token: string): WriteOffer {
    const { clock, latest } = this.options;
    const { tag, index, unit, decimals } = target.point;
    const { rule } = target;
    const state = this.stateOf(target);
    const now = clock.nowMs();
    const waitMs = waitFor(rule, state.lastAttemptAt, clock.monotonicMs());
    return {
      token,
      expiresAt: now + OFFER_MS,
      tag,
      present: state.present.value,
      presentAt: latest.sourceTime[index] ?? 0,
      ...{ unit, decimals, range: [...rule.range], step: rule.step, values: rule.values ? [...rule.values] : null },
      role: rule.role,
      nextAt: waitMs > 0 ? now + waitMs : null,
      verifyWithinMs: rule.verifyWithinMs,
      when: rule.when.map((one, at) => ({
        tag: one.tag,
        in: [...one.in],
        value: isKnown(state.when[at]!) ? state.when[at]!.value : null,
        isMet: isMet(rule, state, at),
      })),
    };
  }

  /** A refusal is recorded too; the tag of a point that does not exist is not worth keeping. */
  private async deny(
    refusal: Outcome<never>,
    request: Pick<WriteConfirmation, 'tag' | 'caller'> & Partial<WriteConfirmation>,
    offer?: Offer,
  ): Promise<Outcome<never>> {
    if (refusal.ok || refusal.code === 'POINT_NOT_FOUND') return refusal;
    const { tag, caller, value, reason = null } = request;
    this.count('denied');
    await this.options.audit.deny({
      ...{ at: this.options.clock.nowMs(), actor: caller.username, tag, via: caller.via, reason },
      from: offer?.seen ?? null,
      to: value !== undefined && Number.isFinite(value) ? value : null,
      ...{ code: refusal.code, detail: refusal.detail ?? null },
    });
    return refusal;
  }

  private told(intent: WriteIntent, outcome: Outcome<WriteRecord>): Outcome<WriteRecord> {
    if (!outcome.ok) return outcome;
    const { tag, actor, from, to } = intent;
    this.count(outcome.value.outcome);
    this.options.logger.info({ tag, actor, from, to, outcome: outcome.value.outcome }, 'point set');
    return outcome;
  }

  private count(outcome: WriteOutcome): void {
    this.writes.add(1, { outcome });
  }
}
