import { isBad, QUALITY, worstQuality } from '../../domain/quality.ts';
import type { DriverDevice, ReadingSink } from '../../ports/driver.ts';
import { isTextAddress, type OpcuaAddress } from './address-schema.ts';
import { type TypedValue, typeName } from './data-type.ts';
import { decodeText } from './decode-text.ts';
import { decodeValue } from './decode-value.ts';
import { qualityOfStatus } from './quality-map.ts';
import type { OpcuaDevice } from './schemas.ts';
import { sourceTime, type Timestamps, waitedMs } from './source-time.ts';

/** A value that waited longer at the server is not taken for the present one before the server confirms it. */
const PERIODS_TO_WAIT = 2;

/** A point with its device, in the flat order all parts of the driver count in. */
export interface Slot {
  readonly point: number;
  readonly device: string;
  readonly tag: string;
  readonly root: string | undefined;
  readonly address: OpcuaAddress;
  readonly isText: boolean;
  readonly isWritable: boolean;
  readonly periodMs: number;
}

/** A value as a notification brings it. */
export interface ReportedValue {
  readonly value: TypedValue | null | undefined;
  readonly statusCode: { readonly value: number };
  readonly sourceTimestamp: Date | null | undefined;
  readonly serverTimestamp: Date | null | undefined;
}

/** What a point shows: a number, or words when it is of kind text. */
export interface Shown {
  readonly value: number;
  readonly text: string;
  readonly quality: number;
}

export function slotsOf(devices: readonly DriverDevice<OpcuaDevice, OpcuaAddress>[]): readonly Slot[] {
  return devices.flatMap((device) =>
    device.points.map((point) => ({
      point: point.index,
      device: device.id,
      tag: point.tag,
      root: device.config.root,
      address: point.address,
      isText: isTextAddress(point.address),
      isWritable: point.writable,
      periodMs: point.periodMs,
    })),
  );
}

/**
 * The newest reading of every point of a session. A server reports changes only; while it gives signs of life, silence
 * means "unchanged", so a reading that is one period old is handed on again as of that sign of life.
 */
export class ValueBoard {
  readonly slots: readonly Slot[];
  private readonly values: Float64Array;
  private readonly qualities: Uint8Array;
  /** Words of the points of kind text. */
  private readonly texts = new Map<number, string>();
  private readonly times: Float64Array;
  /** Monotonic; -1 until the first reading. */
  private readonly deliveredAt: Float64Array;
  /** 1 from a value that had waited at the server until the server confirms it or sends another. */
  private readonly waited: Uint8Array;
  /** 1 while the server delivers the point, however bad. */
  private readonly delivering: Uint8Array;
  private readonly oddities = new Map<number, string>();
  private readonly sink: ReadingSink;

  constructor(slots: readonly Slot[], sink: ReadingSink) {
    this.slots = slots;
    this.sink = sink;
    this.values = new Float64Array(slots.length).fill(Number.NaN);
    this.qualities = new Uint8Array(slots.length).fill(QUALITY['bad-waiting']);
    this.times = new Float64Array(slots.length);
    this.deliveredAt = new Float64Array(slots.length).fill(-1);
    this.delivering = new Uint8Array(slots.length);
    this.waited = new Uint8Array(slots.length);
  }

  hasReading(slot: number): boolean {
    return this.deliveredAt[slot]! >= 0;
  }

  isDelivering(slot: number): boolean {
    return this.delivering[slot] === 1;
  }

  /** Why a value that comes cannot be used, in words; absent when it can. */
  oddity(slot: number): string | undefined {
    return this.oddities.get(slot);
  }

  /** Takes what the server reported and hands it on, as uncertain when it had waited since before it was `published`. */
  report(slot: number, reported: ReportedValue, now: number, monotonic: number, published?: Date | null): void {
    const stamps = { source: reported.sourceTimestamp, server: reported.serverTimestamp };
    const quality = qualityOfStatus(reported.statusCode.value);
    const shown = this.slots[slot]!.isText ? textual(reported.value, quality) : numeric(reported.value, quality);
    this.noteOddity(slot, shown.quality, reported.value);
    const hasWaited = waitedMs(stamps, published) > PERIODS_TO_WAIT * this.slots[slot]!.periodMs;
    this.show(slot, shown, stamps, now, monotonic, hasWaited);
  }

  /** Takes what is known of a point otherwise, as of the server's `stamps`, and hands it on. */
  show(slot: number, shown: Shown, stamps: Timestamps, now: number, monotonic: number, hasWaited = false): void {
    const { time, quality } = sourceTime(stamps, now);
    this.waited[slot] = hasWaited ? 1 : 0;
    this.delivering[slot] = 1;
    this.values[slot] = shown.value;
    this.qualities[slot] = worstQuality(shown.quality, quality);
    if (this.slots[slot]!.isText) this.texts.set(slot, shown.text);
    this.deliver(slot, time, monotonic);
  }

  /** Marks a point that has no value, with the reason. */
  fail(slot: number, quality: number, now: number, monotonic: number): void {
    this.delivering[slot] = 0;
    this.values[slot] = Number.NaN;
    this.qualities[slot] = quality;
    this.texts.delete(slot);
    this.waited[slot] = 0;
    this.deliver(slot, now, monotonic);
  }

  /** Hands on again, as of `time`, what among `slots` is a period old. */
  confirm(slots: Iterable<number>, time: number, monotonic: number): void {
    for (const slot of slots) {
      const last = this.deliveredAt[slot]!;
      if (last < 0 || monotonic - last < this.slots[slot]!.periodMs) continue;
      this.waited[slot] = 0;
      this.deliver(slot, Math.max(time, this.times[slot]!), monotonic);
    }
  }

  /** Devices of which at least one of `slots` was handed on at `monotonic` and is not bad. */
  heardDevices(slots: Iterable<number>, monotonic: number): ReadonlySet<string> {
    const heard = new Set<string>();
    for (const slot of slots) {
      if (this.deliveredAt[slot] === monotonic && !isBad(this.qualities[slot]!)) heard.add(this.slots[slot]!.device);
    }
    return heard;
  }

  flush(): void {
    this.sink.flush();
  }

  private noteOddity(slot: number, quality: number, value: TypedValue | null | undefined): void {
    if (quality !== QUALITY['bad-decode']) this.oddities.delete(slot);
    else this.oddities.set(slot, value ? `the node holds ${typeName(value)}` : 'the node holds nothing');
  }

  private deliver(slot: number, time: number, monotonic: number): void {
    const { point, isText } = this.slots[slot]!;
    const known = this.qualities[slot]!;
    const quality = this.waited[slot] === 1 ? worstQuality(known, QUALITY['uncertain-old']) : known;
    this.times[slot] = time;
    this.deliveredAt[slot] = monotonic;
    if (isText) this.sink.text(point, this.texts.get(slot) ?? '', quality, time);
    else this.sink.reading(point, this.values[slot]!, quality, time);
  }
}

function textual(value: TypedValue | null | undefined, status: number): Shown {
  const { text, quality } = decodeText(value, status);
  return { value: 0, text, quality };
}

function numeric(typed: TypedValue | null | undefined, status: number): Shown {
  const { value, quality } = decodeValue(typed, status);
  return { value, text: '', quality };
}
