import { StepFailed } from './ending.ts';
import { Monitor, type MonitorEvents, type MonitorSettings, type WatchedNode } from './monitor.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

/** Further subscriptions a scan period may take when the server limits what one can hold. */
const MOST_SUBSCRIPTIONS = 16;

/** The points of one scan period: one subscription, and further ones only where the server has no room in the first. */
export class ScanClass {
  readonly plan: SubscriptionPlan;
  private readonly settings: MonitorSettings;
  private readonly events: MonitorEvents;
  private readonly monitors: Monitor[] = [];

  constructor(plan: SubscriptionPlan, settings: MonitorSettings, events: MonitorEvents) {
    this.plan = plan;
    this.settings = settings;
    this.events = events;
  }

  get subscriptions(): number {
    return this.monitors.length;
  }

  get silenceLimitMs(): number {
    return Math.max(0, ...this.monitors.map((monitor) => monitor.subscription.silenceLimitMs));
  }

  isSilent(monotonic: number): boolean {
    return this.monitors.some((monitor) => monitor.subscription.isSilent(monotonic));
  }

  /** Rejects when the server does not even grant the first subscription. */
  async open(): Promise<void> {
    await this.openMonitor();
  }

  /** Watches nodes, anew those that are watched already. Answers why the server would not, by slot. */
  async watch(nodes: readonly WatchedNode[]): Promise<ReadonlyMap<number, string>> {
    for (const { slot } of nodes) for (const monitor of this.monitors) monitor.forget(slot);
    const refused = new Map<number, string>();
    let left = nodes;
    while (left.length > 0) {
      const monitor = await this.monitorWithRoom();
      const before = left.length;
      if (monitor) left = await monitor.fill(left, refused);
      const isGain = monitor !== undefined && (left.length < before || !monitor.hasRoom);
      if (isGain) continue;
      for (const { slot } of left) refused.set(slot, 'the server has no room for it in any subscription');
      break;
    }
    return refused;
  }

  private async monitorWithRoom(): Promise<Monitor | undefined> {
    const open = this.monitors.find((monitor) => monitor.hasRoom);
    if (open || this.monitors.length >= MOST_SUBSCRIPTIONS) return open;
    try {
      return await this.openMonitor();
    } catch (error) {
      // A server that answers "no more subscriptions" is well; one that does not answer is not.
      if (error instanceof StepFailed) throw error;
      return undefined;
    }
  }

  private async openMonitor(): Promise<Monitor> {
    const monitor = new Monitor(this.plan, this.settings, this.events);
    await monitor.subscription.open();
    this.monitors.push(monitor);
    return monitor;
  }
}
