import { isBad, QUALITY, worstQuality } from '../../domain/quality.ts';
import type { DriverDevice, ReadingSink } from '../../ports/driver.ts';
import { decodeValue, type TypedValue } from './decode-value.ts';
import { qualityOfStatus } from './quality-map.ts';
import type { OpcuaAddress, OpcuaDevice } from './schemas.ts';
import { sourceTime } from './source-time.ts';

/** A point with its device, in the flat order all parts of the driver count in. */
export interface Slot {
  readonly point: number;
  readonly device: string;
  readonly root: string | undefined;
  readonly address: OpcuaAddress;
  readonly periodMs: number;
}

/** A value as a notification brings it. */
export interface ReportedValue {
  readonly value: TypedValue | null | undefined;
  readonly statusCode: { readonly value: number };
  readonly sourceTimestamp: Date | null | undefined;
  readonly serverTimestamp: Date | null | undefined;
}

export function slotsOf(devices: readonly DriverDevice<OpcuaDevice, OpcuaAddress>[]): readonly Slot[] {
  return devices.flatMap((device) =>
    device.points.map((point) => ({
      point: point.index,
      device: device.id,
      root: device.config.root,
      address: point.address,
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
  private readonly times: Float64Array;
  /** Monotonic; -1 until the first reading. */
  private readonly deliveredAt: Float64Array;
  private readonly sink: ReadingSink;

  constructor(slots: readonly Slot[], sink: ReadingSink) {
    this.slots = slots;
    this.sink = sink;
    this.values = new Float64Array(slots.length).fill(Number.NaN);
    this.qualities = new Uint8Array(slots.length).fill(QUALITY['bad-waiting']);
    this.times = new Float64Array(slots.length);
    this.deliveredAt = new Float64Array(slots.length).fill(-1);
  }

  hasReading(slot: number): boolean {
    return this.deliveredAt[slot]! >= 0;
  }

  /** Takes what the server reported and hands it on. */
  report(slot: number, reported: ReportedValue, now: number, monotonic: number): void {
    const stamps = { source: reported.sourceTimestamp, server: reported.serverTimestamp };
    const { time, quality } = sourceTime(stamps, now);
    const decoded = decodeValue(reported.value, qualityOfStatus(reported.statusCode.value));
    this.deliver(slot, decoded.value, worstQuality(decoded.quality, quality), time, monotonic);
  }

  /** Marks a point that has no value, with the reason. */
  fail(slot: number, quality: number, now: number, monotonic: number): void {
    this.deliver(slot, Number.NaN, quality, now, monotonic);
  }

  /** Hands on again, as of `time`, what among `slots` is a period old. */
  confirm(slots: readonly number[], time: number, monotonic: number): void {
    for (const slot of slots) {
      const last = this.deliveredAt[slot]!;
      if (last < 0 || monotonic - last < this.slots[slot]!.periodMs) continue;
      const confirmed = Math.max(time, this.times[slot]!);
      this.deliver(slot, this.values[slot]!, this.qualities[slot]!, confirmed, monotonic);
    }
  }

  /** Devices of which at least one of `slots` was handed on at `monotonic` and is not bad. */
  heardDevices(slots: readonly number[], monotonic: number): ReadonlySet<string> {
    const heard = new Set<string>();
    for (const slot of slots) {
      if (this.deliveredAt[slot] === monotonic && !isBad(this.qualities[slot]!)) heard.add(this.slots[slot]!.device);
    }
    return heard;
  }

  flush(): void {
    this.sink.flush();
  }

  private deliver(slot: number, value: number, quality: number, time: number, monotonic: number): void {
    this.values[slot] = value;
    this.qualities[slot] = quality;
    this.times[slot] = time;
    this.deliveredAt[slot] = monotonic;
    this.sink.reading(this.slots[slot]!.point, value, quality, time);
  }
}
