import { join } from 'node:path';
import { durationMs } from '../../domain/duration.ts';
import type { LinkListener, ReadResult, SubscribedLink } from '../../ports/driver.ts';
import { StepFailed } from './ending.ts';
import { failureText } from './failure-text.ts';
import { type OpcuaContext, OpcuaRun } from './run.ts';
import { planSubscriptions, silenceLimit } from './subscription-plan.ts';

/** A server that counts its notifications wrongly is not worth a restart each time. */
const MOST_GAP_RESTARTS = 3;

const linkLost = (detail: string): ReadResult => ({ ok: false, failure: { kind: 'link-lost', detail } });

/** Subscribes to the points of all devices behind one OPC UA server. Each start is a new client, session and subscription. */
export class OpcuaLink implements SubscribedLink {
  readonly style = 'subscribed';
  private readonly context: OpcuaContext;
  private run: OpcuaRun | undefined;
  private isRunning = false;
  private gaps = 0;

  constructor(context: OpcuaContext) {
    this.context = context;
  }

  /** Five keepalives of the slowest subscription, as far as known what the server granted. */
  get silenceLimitMs(): number {
    if (this.run && this.isRunning) return this.run.silenceLimitMs;
    return Math.max(...this.planned().map((plan) => silenceLimit(plan.publishingMs, plan.keepAliveCount)));
  }

  async start(listener: LinkListener): Promise<ReadResult> {
    const { connectionId, stateFolder } = this.context;
    if (stateFolder === undefined) return linkLost('there is no folder for the certificates');
    const storeFolder = join(stateFolder, 'opcua', connectionId);
    const previous = this.run;
    const run = new OpcuaRun(this.context, storeFolder, this.gaps >= MOST_GAP_RESTARTS, listener);
    this.run = run;
    this.isRunning = false;
    await previous?.close();
    const failure = await this.attempt(run, storeFolder);
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

  describe(): readonly string[] {
    const { endpoint, namespace, security } = this.context.config;
    const plans = this.planned().map(
      ({ slots, periodMs, publishingMs }) =>
        `${slots.length} points every ${periodMs} ms, reported every ${publishingMs} ms`,
    );
    const state = this.run && this.isRunning ? [`${this.run.refused} points refused, ${this.run.gaps} gaps`] : [];
    return [`${endpoint}, namespace ${namespace}, security ${security.policy}`, ...plans, ...state];
  }

  private planned(): ReturnType<typeof planSubscriptions> {
    const periods = this.context.devices.flatMap((device) => device.points.map((point) => point.periodMs));
    return planSubscriptions(periods, durationMs(this.context.config.publishing));
  }

  /** Opens a run; when that fails it is closed again, and the answer says why. */
  private async attempt(run: OpcuaRun, storeFolder: string): Promise<string | undefined> {
    try {
      await run.open();
      if (run.ending.reason !== undefined) throw new StepFailed(run.ending.reason);
      return undefined;
    } catch (error) {
      if (this.run === run) this.run = undefined;
      const detail = run.ending.reason ?? failureText(error, storeFolder);
      await run.close();
      return detail;
    }
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
