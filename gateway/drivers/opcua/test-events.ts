import { qualityName } from '../../domain/quality.ts';
import type { LinkListener, ReadingSink } from '../../ports/driver.ts';
import type { TestRow } from '../../ports/driver-tools.ts';
import { isEventAddress } from './address-schema.ts';
import { addressText } from './address-text.ts';
import { within } from './ending.ts';
import { EventWatch } from './event-watch.ts';
import { planSubscriptions } from './subscription-plan.ts';
import type { ToolSession } from './tool-session.ts';
import { type Slot, slotsOf, ValueBoard } from './value-board.ts';
import type { OpcuaContext } from './value-watch.ts';

/** The refresh itself gives up after ten seconds. */
const LIMIT_MS = 15_000;
const PERIOD_MS = 1_000;

interface Found {
  readonly value: number | string;
  readonly quality: number;
}

/** What the points of conditions would show, by one refresh of the conditions of the server. */
export async function testEvents(server: ToolSession, context: OpcuaContext): Promise<TestRow[]> {
  const slots = slotsOf(context.devices);
  const eventSlots = [...slots.keys()].filter((slot) => isEventAddress(slots[slot]!.address));
  const found = new Map<number, Found>();
  const { promise, resolve } = Promise.withResolvers<void>();
  const sink = collect(found, () => void (found.size >= eventSlots.length && resolve()));
  const begun = context.clock.monotonicMs();
  const watch = watchOf(eventSlots, slots, sink, server, context);
  try {
    await watch.monitor.open();
    await within(context.clock, LIMIT_MS, 'the conditions of the server', promise, server.ending);
  } finally {
    watch.monitor.close();
  }
  const tookMs = Math.round(context.clock.monotonicMs() - begun);
  return eventSlots.map((slot) => rowOf(slots[slot]!, found, watch.reason, tookMs, context.config.namespace));
}

function watchOf(
  eventSlots: readonly number[],
  slots: readonly Slot[],
  sink: ReadingSink,
  { library, session, facts, ending, limitMs }: ToolSession,
  context: OpcuaContext,
): EventWatch {
  const listener: LinkListener = { sink, alive: () => {}, lost: () => {} };
  const parts = { context, board: new ValueBoard(slots, sink), listener, namespaces: facts.namespaces };
  const [timing] = planSubscriptions([PERIOD_MS], PERIOD_MS / 2);
  const settings = { library, session, clock: context.clock, ending, limitMs };
  return new EventWatch(eventSlots, timing!, parts, settings, () => {});
}

const collect = (found: Map<number, Found>, onFlush: () => void): ReadingSink => ({
  reading: (point, value, quality) => void found.set(point, { value, quality }),
  text: (point, value, quality) => void found.set(point, { value, quality }),
  flush: onFlush,
});

function rowOf(
  slot: Slot,
  found: ReadonlyMap<number, Found>,
  reason: string | undefined,
  tookMs: number,
  namespace: string,
): TestRow {
  const { value, quality } = found.get(slot.point)!;
  const isKnown = typeof value === 'string' ? reason === undefined : !Number.isNaN(value);
  return {
    ...{ device: slot.device, tag: slot.tag, address: addressText(slot.address, slot.root, namespace) },
    raw: isKnown ? String(value).slice(0, 200) : null,
    value: isKnown ? value : null,
    ...{ quality, tookMs, alternatives: [] },
    ...(isKnown ? {} : { detail: reason ?? qualityName(quality) }),
  };
}
