import { QUALITY } from '../../domain/quality.ts';
import { isEventAddress } from './address-schema.ts';
import { ConditionBoard, type ConditionPoint } from './condition-board.ts';
import { belongsTo, type ConditionMatch, type DevicePlace, matcherOf } from './condition-match.ts';
import { EventMonitor } from './event-monitor.ts';
import type { SessionSettings } from './server-subscription.ts';
import { sourceTime } from './source-time.ts';
import type { SubscriptionTiming } from './subscription-plan.ts';
import type { Slot, ValueBoard } from './value-board.ts';
import type { WatchParts } from './value-watch.ts';

/** The conditions of a session, as readings of the points that name them. */
export class EventWatch {
  readonly monitor: EventMonitor;
  readonly slots: readonly number[];
  private readonly parts: WatchParts;
  private readonly conditions: ConditionBoard;
  private failure: string | undefined;

  constructor(
    slots: readonly number[],
    timing: SubscriptionTiming,
    parts: WatchParts,
    settings: SessionSettings,
    onGap: () => void,
  ) {
    const { logger } = parts.context;
    this.slots = slots;
    this.parts = parts;
    this.conditions = new ConditionBoard(pointsOf(slots, parts));
    this.monitor = new EventMonitor(timing, settings, this.conditions, {
      sign: () => parts.listener.alive(),
      news: (publishTime, isSure) => this.receive(publishTime, isSure),
      failed: (reason, quality) => this.fail(reason, quality),
      gap: onGap,
      failure: (error) => logger.error({ err: error }, 'an event could not be handled'),
    });
  }

  /** Why nothing is known of the conditions; absent when all is well. */
  get reason(): string | undefined {
    if (this.failure !== undefined) return this.failure;
    const { dropped } = this.conditions;
    return dropped > 0 ? `${dropped} events of too many conditions were not followed` : undefined;
  }

  private fail(reason: string, quality: number): void {
    const { board, context } = this.parts;
    const isNews = this.failure !== reason;
    this.failure = reason;
    for (const slot of this.slots) board.fail(slot, quality, context.clock.nowMs(), context.clock.monotonicMs());
    if (isNews) context.logger.warn({ reason }, 'the conditions of the server are not known');
    board.flush();
  }

  private receive(publishTime: Date | null, isSure: boolean): void {
    const { board, context, listener } = this.parts;
    const now = context.clock.nowMs();
    const monotonic = context.clock.monotonicMs();
    this.failure = undefined;
    const quality = isSure ? QUALITY.good : QUALITY['uncertain-old'];
    for (const { slot, value, text, time } of this.conditions.take()) {
      board.show(slot, { value, text, quality }, { source: time, server: publishTime }, now, monotonic);
    }
    board.confirm(this.slots, sourceTime({ source: undefined, server: publishTime }, now).time, monotonic);
    for (const device of board.heardDevices(this.slots, monotonic)) listener.alive(device);
    board.flush();
  }
}

/** What the event points of a connection look for. What no point names belongs to the device with its root, else to those without one. */
function pointsOf(slots: readonly number[], parts: WatchParts): readonly ConditionPoint[] {
  const all = slots.map((slot) => ({ slot, ...pointOf(parts.board, slot, parts) }));
  const named = all.filter(({ field }) => field !== 'count').map(({ matches }) => matches);
  const rooted = [...new Set(parts.context.devices.map(({ config }) => config.root))]
    .filter((root) => root !== undefined)
    .map((root) => belongsTo(placeOf(root, parts)));
  return all.map((point) => (point.field === 'count' ? countOf(point, parts.board, named, rooted) : point));
}

function pointOf(board: ValueBoard, slot: number, parts: WatchParts): Pick<ConditionPoint, 'field' | 'matches'> {
  const { address, root } = board.slots[slot]!;
  const place = placeOf(root, parts);
  if (!isEventAddress(address) || address.event === 'unmapped') return { field: 'count', matches: belongsTo(place) };
  return { field: address.event.field, matches: matcherOf(address.event, place) };
}

function countOf(
  point: ConditionPoint,
  { slots }: { readonly slots: readonly Slot[] },
  named: readonly ConditionMatch[],
  rooted: readonly ConditionMatch[],
): ConditionPoint {
  const others = slots[point.slot]!.root === undefined ? [...named, ...rooted] : named;
  return { ...point, matches: (event) => point.matches(event) && !others.some((matches) => matches(event)) };
}

const placeOf = (root: string | undefined, { context, namespaces }: WatchParts): DevicePlace => ({
  root,
  namespaceIndex: namespaces.indexOf(context.config.namespace),
  namespaces,
});
