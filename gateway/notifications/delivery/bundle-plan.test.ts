import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChannelLimits } from '../../ports/channel.ts';
import type { LeasedNotice } from '../../ports/outbox.ts';
import { leasedNotice } from '../notifications.fixtures.ts';
import { bandKey, bandOf, bandRate, bucketOf, laneOf, planMessages, URGENT_RATE } from './bundle-plan.ts';
import { EMPTY_WINDOW, type SendWindow } from './send-window.ts';
import { SendWindows } from './send-windows.ts';

const LIMITS: ChannelLimits = { rate: { messages: 20, windowMs: 60_000, per: 'channel' }, bundle: 10 };
const plan = (notices: readonly LeasedNotice[], change: Partial<Parameters<typeof planMessages>[0]> = {}) =>
  planMessages({ notices, limits: LIMITS, slots: 4, isFlood: false, windows: new Map(), now: 0, ...change });
const many = (count: number, change: Partial<LeasedNotice> = {}): LeasedNotice[] =>
  Array.from({ length: count }, (_, i) =>
    leasedNotice({ id: `${change.priority ?? 'P1'}-${i}`, alarmId: `A${i}~1`, ...change }),
  );
const sizes = (messages: readonly (readonly LeasedNotice[])[]): number[] => messages.map(({ length }) => length);
const used = (count: number): SendWindow => ({ ...EMPTY_WINDOW, throughAt: Array.from({ length: count }, () => -1) });

/** What goes one after the other until nothing waits for its turn only. */
function inTurn(notices: readonly LeasedNotice[], change: Partial<Parameters<typeof planMessages>[0]> = {}) {
  const windows = new SendWindows(change.limits ?? LIMITS);
  const told: (readonly LeasedNotice[])[] = [];
  const held: LeasedNotice[] = [];
  for (let left = notices; left.length > 0; ) {
    const { messages, later, next } = plan(left, { ...change, windows: windows.all });
    for (const [first] of messages) {
      windows.begin(first!);
      windows.end(first!, 0);
    }
    told.push(...messages);
    held.push(...later.map(({ notice }) => notice));
    left = next;
  }
  return { sizes: sizes(told), held: held.length };
}

test('while there is room each goes by itself', () => {
  const four = [...many(2), ...many(2, { priority: 'P3' })].map((one, i) => ({ ...one, recipient: `p${i}` }));
  expect(sizes(plan(four).messages)).toEqual([1, 1, 1, 1]);
});

test('of one recipient and address one message at a time', () => {
  const { messages, later, next } = plan([...many(2), ...many(1, { address: 'another' })]);
  expect(messages.map(([first]) => first?.address)).toEqual([many(1)[0]!.address, 'another']);
  expect([later.length, next.length]).toEqual([0, 1]);
});

test('what may have been sent before goes again as the message it was, and nothing with it', () => {
  const again = many(12, { begunAs: 'message', priority: 'P3' });
  expect(inTurn([...many(1, { priority: 'P3' }), ...again]).sizes).toEqual([1, 12]);
  expect(inTurn(again, { limits: { rate: undefined, bundle: 1 } }).sizes).toEqual([12]);
});

test('what is more than that goes together, P1 by itself first', () => {
  expect(inTurn([...many(2), ...many(15, { priority: 'P3' })])).toEqual({ sizes: [1, 1, 10, 5], held: 0 });
});

test('P1 goes by itself five times a minute to one person, the rest of it together', () => {
  expect(inTurn(many(9), { slots: 10 }).sizes).toEqual([1, 1, 1, 1, 5]);
  expect(inTurn(many(80), { slots: 100 })).toEqual({ sizes: [10, 10, 10, 10, 10], held: 30 });
  expect(plan(many(80), { slots: 100 }).later.every(({ waitMs }) => waitMs === 60_000)).toBe(true);
});

test('messages of a channel are kept for what is urgent', () => {
  const windows = new Map([['channel', used(15)]]);
  expect(plan(many(3, { priority: 'P3' }), { windows }).messages).toEqual([]);
  expect(sizes(plan(many(3), { windows }).messages)).toEqual([1]);
});

test('in a flood P2 goes together once a minute and P3 each five', () => {
  const first = many(1, { priority: 'P2' })[0]!;
  const windows = new Map([
    [bandKey(first), used(1)],
    [bandKey({ ...first, priority: 'P3' }), used(1)],
  ]);
  const waits = plan([...many(2, { priority: 'P2' }), ...many(2, { priority: 'P3' })], {
    windows,
    isFlood: true,
  }).later;
  expect(waits.map(({ waitMs }) => waitMs)).toEqual([59_999, 59_999, 299_999, 299_999]);
  expect(sizes(plan(many(8, { priority: 'P2' }), { windows, isFlood: true, now: 60_000 }).messages)).toEqual([8]);
});

test('machines, tests and what concerns the duty are told one by one', () => {
  const machine = { ...LIMITS, rate: undefined, bundle: 1 };
  expect(inTurn(many(9, { recipient: '' }), { limits: machine }).sizes).toEqual(Array(9).fill(1));
  expect(inTurn(many(6, { kind: 'duty', priority: 'P2' })).sizes).toEqual(Array(6).fill(1));
});

const arbitraryNotice = fc.record({
  priority: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  recipient: fc.constantFrom('', 'wang', 'li'),
  kind: fc.constantFrom('alarm', 'alarm', 'returned', 'duty'),
  language: fc.constantFrom('zh', 'en'),
});
const arbitraryLimits = fc.record({
  rate: fc.option(
    fc.record({
      messages: fc.integer({ min: 1, max: 25 }),
      windowMs: fc.constantFrom(1_000, 60_000),
      per: fc.constantFrom('channel', 'address'),
    }),
    { nil: undefined },
  ),
  bundle: fc.integer({ min: 1, max: 12 }),
});

test('nothing is lost, nothing is told twice, and only what belongs together shares a message', () => {
  const input = fc.tuple(
    fc.array(arbitraryNotice, { maxLength: 60, size: 'max' }),
    arbitraryLimits,
    fc.nat(6),
    fc.boolean(),
  );
  fc.assert(
    fc.property(input, ([given, limits, slots, isFlood]) => {
      const notices = given.map((one, i) => leasedNotice({ ...one, id: String(i), address: one.recipient }));
      const { messages, later, next } = plan(notices, { limits, slots, isFlood });
      const told = [...messages.flat(), ...later.map(({ notice }) => notice), ...next].map(({ id }) => id);
      expect(told.toSorted()).toEqual(notices.map(({ id }) => id).toSorted());
      expect(messages.length).toBeLessThanOrEqual(slots);
      expect(new Set(messages.map(([first]) => laneOf(first!))).size).toBe(messages.length);
      for (const message of messages) {
        expect(message.length).toBeLessThanOrEqual(limits.bundle);
        expect(new Set(message.map((one) => `${one.recipient} ${one.language} ${bandOf(one)}`)).size).toBe(1);
      }
      expect(later.every(({ waitMs }) => waitMs >= 0 && waitMs <= 300_000)).toBe(true);
    }),
  );
});

const mostlyUrgent = fc.record({
  priority: fc.constantFrom('P1', 'P1', 'P1', 'P3'),
  recipient: fc.constantFrom('wang', 'li'),
});

test('nothing less urgent goes while P1 of the same limit has to wait', () => {
  const input = fc.tuple(
    fc.array(mostlyUrgent, { maxLength: 60, size: 'max' }),
    arbitraryLimits,
    fc.nat(40),
    fc.nat(30),
  );
  fc.assert(
    fc.property(input, ([given, limits, slots, before]) => {
      const notices = given.map((one, i) => leasedNotice({ ...one, id: String(i), address: one.recipient }));
      const windows = new Map([['channel', used(before)]]);
      const { messages, later } = plan(notices, { limits, slots, windows });
      if (!limits.rate) return;
      const held = new Set(
        later.filter(({ notice }) => bandOf(notice) === 'urgent').map(({ notice }) => bucketOf(limits, notice)),
      );
      for (const [first] of messages)
        if (bandOf(first!) !== 'urgent') expect(held.has(bucketOf(limits, first!))).toBe(false);
    }),
  );
});

test('over any time neither the provider nor a person gets more than is allowed, and everything goes out in the end', () => {
  const arrivals = fc.array(fc.record({ notice: arbitraryNotice, afterMs: fc.nat(4_000) }), {
    maxLength: 80,
    size: 'max',
  });
  fc.assert(
    fc.property(arrivals, arbitraryLimits, fc.boolean(), (sequence, limits, isFlood) => {
      const windows = new SendWindows(limits);
      const sentAt: { at: number; first: LeasedNotice }[] = [];
      let waiting: { notice: LeasedNotice; from: number }[] = [];
      let at = 0;
      const due = sequence.map(({ notice, afterMs }, i) => {
        at += afterMs;
        return { notice: leasedNotice({ ...notice, id: String(i), address: notice.recipient }), from: at };
      });
      let told = 0;
      for (let now = 0; told < due.length && now < 80 * 3_600_000; now += 1_000) {
        waiting.push(...due.filter(({ from }) => from > now - 1_000 && from <= now));
        const ready = waiting.filter(({ from }) => from <= now).map(({ notice }) => notice);
        const notices = ready.toSorted((a, b) => a.priority.localeCompare(b.priority));
        const { messages, later } = planMessages({ notices, limits, slots: 4, isFlood, windows: windows.all, now });
        for (const message of messages) {
          windows.begin(message[0]!);
          windows.end(message[0]!, now);
          sentAt.push({ at: now, first: message[0]! });
          told += message.length;
        }
        const held = new Map(later.map(({ notice, waitMs }) => [notice.id, now + waitMs]));
        const gone = new Set(messages.flat().map(({ id }) => id));
        waiting = waiting
          .filter(({ notice }) => !gone.has(notice.id))
          .map((one) => ({ ...one, from: held.get(one.notice.id) ?? one.from }));
      }
      expect(told).toBe(due.length);
      for (const { at: from, first } of sentAt) {
        const within = (windowMs: number) => sentAt.filter((one) => one.at >= from && one.at < from + windowMs);
        const same = within(limits.rate?.windowMs ?? 0).filter(
          (one) => bucketOf(limits, one.first) === bucketOf(limits, first),
        );
        if (limits.rate) expect(same.length).toBeLessThanOrEqual(limits.rate.messages);
        const own = bandRate(first, limits, isFlood);
        if (own !== URGENT_RATE) continue;
        const urgent = within(URGENT_RATE.windowMs).filter(
          (one) => bandKey(one.first) === bandKey(first) && one.first.kind !== 'duty',
        );
        expect(urgent.length).toBeLessThanOrEqual(URGENT_RATE.messages);
      }
    }),
    { numRuns: 150 },
  );
});
