import { durationMs } from '../../domain/duration.ts';
import type { LocalText } from '../../domain/text.ts';
import type {
  DeviceFacts,
  LinkListener,
  ReadResult,
  SubscribedLink,
  WriteRequest,
  WriteResult,
} from '../../ports/driver.ts';
import { cautionsOf } from './cautions.ts';
import { storeFolderOf } from './certificate-files.ts';
import { NoAnswer, StepFailed } from './ending.ts';
import { isTooMuch } from './operation-limits.ts';
import { OpcuaRun, plansOf } from './run.ts';
import { type SubscriptionPlan, silenceLimit } from './subscription-plan.ts';
import { slotsOf } from './value-board.ts';
import type { OpcuaContext } from './value-watch.ts';

/** A server that counts its notifications wrongly is not worth a restart each time. */
const MOST_GAP_RESTARTS = 3;
const LARGEST_BATCH = 1_000;
const SMALLEST_BATCH = 10;
const IDLE_SILENCE_MS = 10_000;

const linkLost = (detail: string): ReadResult => ({ ok: false, failure: { kind: 'link-lost', detail } });

/** Subscribes to the points of all devices behind one OPC UA server. Each start is a new client, session and subscription. */
export class OpcuaLink implements SubscribedLink {
  readonly style = 'subscribed';
  readonly cautions: readonly LocalText[];
  private readonly context: OpcuaContext;
  private run: OpcuaRun | undefined;
  private isRunning = false;
  private gaps = 0;
  private largestBatch = LARGEST_BATCH;

  constructor(context: OpcuaContext) {
    this.context = context;
    this.cautions = cautionsOf(context.config);
  }

  /** Five keepalives of the slowest subscription, as far as known what the server granted. */
  get silenceLimitMs(): number {
    if (this.run && this.isRunning) return this.run.silenceLimitMs;
    const limits = this.planned().map((plan) => silenceLimit(plan.publishingMs, plan.keepAliveCount));
    return limits.length > 0 ? Math.max(...limits) : IDLE_SILENCE_MS;
  }

  async start(listener: LinkListener): Promise<ReadResult> {
    const { connectionId, stateFolder } = this.context;
    if (stateFolder === undefined) return linkLost('there is no folder for the certificates');
    const previous = this.run;
    const toleratesGaps = this.gaps >= MOST_GAP_RESTARTS;
    const { largestBatch } = this;
    const storeFolder = storeFolderOf(stateFolder, connectionId);
    const run = new OpcuaRun(this.context, { storeFolder, toleratesGaps, largestBatch }, listener);
    this.run = run;
    this.isRunning = false;
    await previous?.close();
    const failure = await this.attempt(run);
    if (failure !== undefined) return linkLost(failure);
    this.isRunning = true;
    this.reportEnd(run, listener);
    return { ok: true };
  }

  async stop(): Promise<void> {
    const run = this.run;
    this.run = undefined;
    this.isRunning = false;
    await run?.close();
  }

  async write(request: WriteRequest): Promise<WriteResult> {
    if (this.run && this.isRunning) return this.run.write(request);
    return { kind: 'unsent', detail: 'not connected' };
  }

  facts(device: string): DeviceFacts {
    if (this.run && this.isRunning) return this.run.facts(device);
    const expected = this.context.devices.find(({ id }) => id === device)?.points.length ?? 0;
    return { holes: [], items: { expected, delivering: 0 } };
  }

  describe(): readonly string[] {
    const { endpoint, namespace, security } = this.context.config;
    const plans = this.planned().map(
      ({ slots, periodMs, publishingMs }) =>
        `${slots.length} points every ${periodMs} ms, reported every ${publishingMs} ms`,
    );
    const policy = security.policy === 'None' ? 'None' : `${security.policy}, ${security.mode}`;
    const state = this.run && this.isRunning ? [this.run.describe()] : [];
    return [`${endpoint}, namespace ${namespace}, security ${policy}`, ...plans, ...state];
  }

  private planned(): readonly SubscriptionPlan[] {
    return plansOf(slotsOf(this.context.devices), durationMs(this.context.config.publishing));
  }

  /** Opens a run; when that fails it is closed again, and the answer says why. */
  private async attempt(run: OpcuaRun): Promise<string | undefined> {
    try {
      await run.open();
      if (run.ending.reason !== undefined) throw new StepFailed(run.ending.reason);
      return undefined;
    } catch (error) {
      if (this.run === run) this.run = undefined;
      const detail = run.explain(error);
      this.learnSize(error);
      await run.close(error instanceof NoAnswer);
      return detail;
    }
  }

  /** A server that cuts the line when a message is too long gets shorter ones at the next start. */
  private learnSize(error: unknown): void {
    if (isTooMuch(error)) this.largestBatch = Math.max(SMALLEST_BATCH, Math.floor(this.largestBatch / 2));
  }

  /** One turn later, so that whoever awaits `start` has seen its success before the loss. */
  private reportEnd(run: OpcuaRun, listener: LinkListener): void {
    run.ending.watch((reason) => {
      this.gaps += run.gaps;
      this.context.clock.after(0, () => {
        if (this.run === run) listener.lost(reason);
      });
    });
  }
}
