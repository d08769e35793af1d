import type { ChannelLimits } from '../../ports/channel.ts';
import type { Lane, LeasedNotice, Notice } from '../../ports/outbox.ts';
import { begun, EMPTY_WINDOW, type Rate, roomAt, roomIn, type SendWindow, UNLIMITED } from './send-window.ts';

/** What is told in one breath: P1; P2; and the rest. */
export type Band = 'urgent' | 'high' | 'low';

/** P1 goes by itself to one person so often at most; what is more goes together. */
export const URGENT_RATE: Rate = { messages: 5, windowMs: 60_000 };
/** In a flood, together each minute, or each five. */
const FLOOD_RATE: Readonly<Record<'high' | 'low', Rate>> = {
  high: { messages: 1, windowMs: 60_000 },
  low: { messages: 1, windowMs: 300_000 },
};
/** Of a channel's messages so many are kept for what is urgent, but no more than a quarter. */
const MOST_RESERVED = 5;
/** What cannot go now is not looked at again sooner than this. */
const SHORTEST_WAIT_MS = 250;

export interface PlanInput {
  /** Still due, in the order they are to go: P1 first, then the oldest. */
  readonly notices: readonly LeasedNotice[];
  readonly limits: ChannelLimits;
  /** How many messages may be begun now, besides what the provider allows. */
  readonly slots: number;
  readonly isFlood: boolean;
  /** By `bucketOf` and by `bandKey`. */
  readonly windows: ReadonlyMap<string, SendWindow>;
  /** Monotonic. */
  readonly now: number;
}

export interface Plan {
  /** Each is one message; the notices of one have the same recipient, address and language. */
  readonly messages: readonly (readonly LeasedNotice[])[];
  /** Notices that wait for what the provider or a person is allowed, with how long. */
  readonly later: readonly { readonly notice: LeasedNotice; readonly waitMs: number }[];
  /** Every other notice: it waits only for the message before it, or for one of the places. */
  readonly next: readonly LeasedNotice[];
}

/** The window that counts against the provider's limit. */
export const bucketOf = (limits: ChannelLimits, notice: Notice): string =>
  limits.rate?.per === 'address' ? `address ${JSON.stringify(notice.address)}` : 'channel';

export const bandOf = ({ priority }: Notice): Band =>
  priority === 'P1' ? 'urgent' : priority === 'P2' ? 'high' : 'low';

/** The window that counts what one person is told in one band. */
export const bandKey = (notice: Notice): string =>
  `${bandOf(notice)} ${JSON.stringify([notice.recipient, notice.address, notice.language])}`;

/** One way to one recipient: while a message is under way there, nobody else's is behind it. */
export const laneOf = ({ recipient, address }: Lane): string => JSON.stringify([recipient, address]);

/** What one person or group may be told in one band; undefined without limit: machines (nobody, and no limit of a provider), tests and messages about the duty. */
export function bandRate(notice: Notice, limits: ChannelLimits, isFlood: boolean): Rate | undefined {
  const band = bandOf(notice);
  if (!isAboutAlarms(notice) || (notice.recipient === '' && !limits.rate)) return undefined;
  if (band === 'urgent') return URGENT_RATE;
  return isFlood && limits.bundle > 1 ? FLOOD_RATE[band] : undefined;
}

/** What the provider allows, the kept messages taken off where it is not urgent. */
export function bucketRate(limits: ChannelLimits, band: Band): Rate {
  if (!limits.rate) return UNLIMITED;
  const { messages, windowMs } = limits.rate;
  const reserved = band === 'urgent' ? 0 : Math.min(MOST_RESERVED, Math.floor(messages / 4));
  return { messages: messages - reserved, windowMs };
}

const isAboutAlarms = ({ kind }: Notice): boolean => kind === 'alarm' || kind === 'returned' || kind === 'digest';

/**
 * Decides which notices go now and in how many messages. Every notice is in exactly one message or waits. Nothing less urgent
 * goes while something urgent of the same limit has to wait, no limit is ever exceeded, and of one lane one message goes at a time: a
 * process that is killed leaves one in doubt. What was left so goes again as the message it was.
 */
export function planMessages(input: PlanInput): Plan {
  const windows = new Map(input.windows);
  const messages: (readonly LeasedNotice[])[] = [];
  const later: { notice: LeasedNotice; waitMs: number }[] = [];
  const next: LeasedNotice[] = [];
  const heldBack = new Map<string, number>();
  const lanes = new Set<string>();
  for (const group of groupsOf(input)) {
    const bucket = bucketOf(input.limits, group[0]!);
    const lane = laneOf(group[0]!);
    if (lanes.has(lane)) {
      next.push(...group);
      continue;
    }
    const shape = shapeOf(input, group, windows, heldBack.get(bucket));
    const started = shape.messages.slice(0, Math.min(1, input.slots - messages.length));
    // Room that what is urgent needs next is no longer there for others.
    const isUrgent = bandOf(group[0]!) === 'urgent';
    for (const message of isUrgent ? shape.messages : started) take(windows, input, message[0]!);
    if (started.length > 0) lanes.add(lane);
    messages.push(...started);
    next.push(...shape.messages.slice(started.length).flat());
    later.push(...waiting(shape.rest, shape.waitMs));
    if (isUrgent && shape.rest.length > 0 && input.limits.rate) heldBack.set(bucket, shape.waitMs);
  }
  return { messages, later, next };
}

const waiting = (notices: readonly LeasedNotice[], waitMs: number) => notices.map((notice) => ({ notice, waitMs }));

/** What may share a message, urgent first, otherwise in the order of the first notice. */
function groupsOf({ notices, limits }: PlanInput): readonly LeasedNotice[][] {
  const groups = new Map<string, LeasedNotice[]>();
  for (const notice of notices) {
    const key = groupKey(notice, limits);
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  const order: readonly Band[] = ['urgent', 'high', 'low'];
  return [...groups.values()].sort((a, b) => order.indexOf(bandOf(a[0]!)) - order.indexOf(bandOf(b[0]!)));
}

function groupKey(notice: LeasedNotice, limits: ChannelLimits): string {
  if (notice.begunAs !== null) return `again ${notice.begunAs} ${laneOf(notice)}`;
  return limits.bundle > 1 && isAboutAlarms(notice) ? bandKey(notice) : `alone ${notice.id}`;
}

interface Shape {
  readonly messages: readonly (readonly LeasedNotice[])[];
  readonly rest: readonly LeasedNotice[];
  readonly waitMs: number;
}

function shapeOf(
  input: PlanInput,
  group: readonly LeasedNotice[],
  windows: ReadonlyMap<string, SendWindow>,
  urgentWaitMs: number | undefined,
): Shape {
  if (urgentWaitMs !== undefined && bandOf(group[0]!) !== 'urgent')
    return { messages: [], rest: group, waitMs: urgentWaitMs };
  const limits = limitsOn(input, group[0]!).map(([key, rate]) => [windows.get(key) ?? EMPTY_WINDOW, rate] as const);
  const room = Math.min(...limits.map(([window, rate]) => roomIn(window, rate, input.now)));
  const messages = split(group, room, input);
  const rest = group.slice(messages.flat().length);
  if (rest.length === 0) return { messages, rest, waitMs: 0 };
  const full = limits.map(([window, rate]) => roomAt(afterAll(window, messages.length), rate, input.now));
  return { messages, rest, waitMs: Math.max(SHORTEST_WAIT_MS, Math.max(...full) - input.now) };
}

function limitsOn(input: PlanInput, notice: LeasedNotice): readonly (readonly [string, Rate])[] {
  const own = bandRate(notice, input.limits, input.isFlood);
  const bucket = [bucketOf(input.limits, notice), bucketRate(input.limits, bandOf(notice))] as const;
  return own ? [bucket, [bandKey(notice), own]] : [bucket];
}

function afterAll(window: SendWindow, messages: number): SendWindow {
  return { ...window, underWay: window.underWay + messages };
}

/** Each by itself while there is room; otherwise together, and what is urgent by itself for as long as possible. */
function split(
  group: readonly LeasedNotice[],
  room: number,
  { limits, slots }: PlanInput,
): (readonly LeasedNotice[])[] {
  if (group[0]!.begunAs !== null) return room > 0 ? [group] : [];
  const isUrgent = bandOf(group[0]!) === 'urgent';
  const comfortable = isUrgent ? room : Math.min(room, Math.max(1, slots));
  if (group.length <= comfortable) return group.map((notice) => [notice]);
  const singles = isUrgent ? singlesBefore(group.length, room, limits.bundle) : 0;
  const alone = group.slice(0, singles).map((notice) => [notice]);
  return [...alone, ...chunks(group.slice(singles), limits.bundle)].slice(0, room);
}

/** The most that can go by themselves so that the others still fit in the messages that remain. */
function singlesBefore(count: number, room: number, bundle: number): number {
  for (let singles = Math.min(room, count); singles > 0; singles--)
    if (singles + Math.ceil((count - singles) / bundle) <= room) return singles;
  return 0;
}

function chunks(notices: readonly LeasedNotice[], size: number): LeasedNotice[][] {
  const count = Math.ceil(notices.length / size);
  return Array.from({ length: count }, (_, index) => notices.slice(index * size, (index + 1) * size));
}

function take(windows: Map<string, SendWindow>, input: PlanInput, notice: LeasedNotice): void {
  for (const [key] of limitsOn(input, notice)) windows.set(key, begun(windows.get(key) ?? EMPTY_WINDOW));
}
