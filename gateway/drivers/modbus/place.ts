import { modiconPlace, type Place } from './modicon.ts';
import type { ModbusAddress, ModbusDevice } from './schemas.ts';
import { type ByteOrder, type NumberType, registersOf } from './value-types.ts';

/** Table and zero-based address of a point; it may lie outside of what exists. For a sum, its lowest register. */
export function placeOf(address: ModbusAddress, { firstRegister }: ModbusDevice): Place {
  if ('modicon' in address) return modiconPlace(address.modicon)!;
  const { table } = address;
  if (!('parts' in address)) return { table, start: address.register - firstRegister };
  return { table, start: Math.min(...address.parts.map((part) => part.register)) - firstRegister };
}

/** The order of a device is about values of several registers; a single register is swapped only if its own address says so. */
export function orderOf(value: { type: NumberType; order?: ByteOrder | undefined }, device: ModbusDevice): ByteOrder {
  return value.order ?? (registersOf(value.type) === 1 ? 'ABCD' : device.order);
}
