import type { TestRow } from '../../ports/driver-tools.ts';
import { decoderFor } from './codec.ts';
import type { LoneRead } from './lone-read.ts';
import { orderOf } from './place.ts';
import type { ModbusAddress, ModbusDevice } from './schemas.ts';
import { ordersOf } from './value-types.ts';

type Alternative = TestRow['alternatives'][number];

const ADDRESSES = 65_536;

/** The same registers in every other byte order, where that gives a number at all. */
export function otherOrders(address: ModbusAddress, config: ModbusDevice, bytes: Buffer): Alternative[] {
  if (!('type' in address) || address.type === 'string') return [];
  const { type, bits } = address;
  const own = orderOf(address, config);
  const others = ordersOf(type).filter((order) => order !== own);
  return others
    .map((order) => ({ label: order, value: decoderFor(type, order, bits)(bytes, 0) }))
    .filter(({ value }) => Number.isFinite(value));
}

/** The same read some registers or bits further on; undefined where there are none. */
export function shifted(read: LoneRead, by: number): LoneRead | undefined {
  const { start, end, field, position } = read;
  // What is read from a certain bit on is still read from there.
  const isFromBase = start !== field.start;
  const moved = { ...read, start: isFromBase ? start : start + by, end: end + by };
  if (moved.start < 0 || moved.end <= moved.start || moved.end > ADDRESSES) return undefined;
  return { ...moved, position: isFromBase ? position + by : position };
}
