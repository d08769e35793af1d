import { done, type Outcome, refused } from '../../domain/errors.ts';
import { encodeValue } from './encode-value.ts';
import { placeOf } from './place.ts';
import type { Order } from './question.ts';
import type { ModbusAddress, ModbusConnection, ModbusDevice } from './schemas.ts';

/** On a serial line every unit obeys what is sent to it, and none answers (serial line specification 1.02, 2.1). */
const BROADCAST = 0;

/**
 * The request that makes an address read as `raw`. Refused with REQUEST_INVALID when there is none: the address or the
 * number does not allow it, or the device takes single registers only and the value has several.
 */
export function orderFor(
  address: ModbusAddress,
  config: ModbusDevice,
  raw: number,
  line: { readonly transport: ModbusConnection['transport']; readonly timeLimit: (registers: number) => number },
): Outcome<Order> {
  const { unit, ignoreTransactionId } = config;
  if (unit === BROADCAST && line.transport !== 'tcp') return no('unit 0 of a serial line is every unit');
  const encoded = encodeValue(address, config, raw);
  if (!encoded.ok) return encoded;
  const { value } = encoded;
  const common = {
    ...{ unit, ignoreTransactionId },
    start: placeOf(address, config).start,
    timeoutMs: line.timeLimit(typeof value === 'boolean' ? 1 : value.length),
  };
  if (typeof value === 'boolean') {
    return done({ ...common, isMultiple: config.write === 'multiple', content: { kind: 'coils', states: [value] } });
  }
  if (config.write === 'single' && value.length > 1) {
    return no(`a value of ${value.length} registers cannot be written one register at a time`);
  }
  const isMultiple = config.write === 'multiple' || value.length > 1;
  return done({ ...common, isMultiple, content: { kind: 'registers', words: value } });
}

/** Why a raw value cannot be written to an address of a device, in words; undefined when it can. */
export function writeProblem(address: ModbusAddress, config: ModbusDevice, raw: number): string | undefined {
  const outcome = orderFor(address, config, raw, { transport: 'tcp', timeLimit: () => 0 });
  return outcome.ok ? undefined : (outcome.detail ?? outcome.code);
}

const no = (detail: string): Outcome<never> => refused('REQUEST_INVALID', detail);
