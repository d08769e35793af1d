import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode, quantise } from './codec.ts';
import { modbusConnections } from './connections.ts';
import { crc16 } from './crc16.ts';
import { createDevice, readBits, readRegisters } from './device.ts';
import { dse7320 } from './maps/dse7320.ts';
import { fc102 } from './maps/fc102.ts';
import { waterIo } from './maps/remote-io.ts';
import { sdm630 } from './maps/sdm630.ts';
import { registersOf, row } from './register-map.ts';

const noFault = () => undefined;
const meter = createDevice(1, sdm630, 'F01');
const drive = createDevice(1, fc102, 'CHWP-1');
const genset = createDevice(10, dse7320, 'G1');
const io = createDevice(1, waterIo, 'RT-1');
const readings = {
  F01: { v_a: 230.5, p_total: 123.456 },
  'CHWP-1': { freq: 43.21, power: 21.5, hours: 70_000 },
  G1: { oil_p: 410, low_oil: 3, fail_to_start: 2 },
  'RT-1': { level: 2, inlet_open: 1 },
  'SP-2': { level: 1.5, pump2_run: 1 },
};

describe('reading registers', () => {
  test('a float is found where the map says', () => {
    const result = readRegisters(meter, 'input', 0x34, 2, readings, noFault);
    expect(result.ok && result.data.readFloatBE(0)).toBe(Math.fround(123_456));
  });

  test('part of a value can be read, as real meters allow', () => {
    const whole = readRegisters(meter, 'input', 0, 2, readings, noFault);
    const low = readRegisters(meter, 'input', 1, 1, readings, noFault);
    expect(whole.ok && low.ok && low.data.equals(whole.data.subarray(2))).toBe(true);
  });

  test('too many registers are an illegal value, registers outside an illegal address', () => {
    expect(readRegisters(meter, 'input', 0, 81, readings, noFault)).toEqual({ ok: false, exception: 3 });
    expect(readRegisters(meter, 'input', 0x2000, 2, readings, noFault)).toEqual({ ok: false, exception: 2 });
    expect(readRegisters(meter, 'holding', 0, 2, readings, noFault)).toEqual({ ok: false, exception: 2 });
  });

  test('a hole inside the span of a meter reads as zero', () => {
    const result = readRegisters(meter, 'input', 0x36, 2, readings, noFault);
    expect(result.ok && result.data.readUInt32BE(0)).toBe(0);
  });

  test('a Danfoss drive answers one parameter and refuses a block', () => {
    const power = readRegisters(drive, 'holding', 16_099, 2, readings, noFault);
    expect(power.ok && power.data.readUInt32BE(0)).toBe(21_500);
    expect(readRegisters(drive, 'holding', 16_129, 1, readings, noFault).ok).toBe(true);
    expect(readRegisters(drive, 'holding', 16_129, 11, readings, noFault)).toEqual({ ok: false, exception: 2 });
    expect(readRegisters(drive, 'holding', 16_100, 1, readings, noFault)).toEqual({ ok: false, exception: 2 });
  });

  test('alarms of a generator set lie four to a register, high nibble first', () => {
    const shown = {
      G1: { emergency_stop: 1, low_oil: 3, high_coolant: 1, fail_to_start: 2, fail_to_stop: 1, charge_fail: 1 },
    };
    const result = readRegisters(genset, 'holding', 39_424, 5, shown, noFault);
    expect(result.ok && result.data.readUInt16BE(0)).toBe(80);
    expect(result.ok && result.data.readUInt16BE(2)).toBe(0x1311);
    expect(result.ok && result.data.readUInt16BE(8)).toBe(0x1211);
  });

  test('NaN and "no value" codes appear in registers only when called up', () => {
    const nan = readRegisters(meter, 'input', 0, 2, readings, () => ({ kind: 'nan' }));
    expect(nan.ok && nan.data.readFloatBE(0)).toBeNaN();
    const fault = () => ({ kind: 'sentinel', point: 'oil_p', code: undefined }) as const;
    const code = readRegisters(genset, 'holding', 1024, 2, readings, fault);
    expect(code.ok && code.data.readUInt16BE(0)).toBe(0xfffc);
    expect(code.ok && code.data.readUInt16BE(2)).toBe(0);
  });

  test('one I/O module serves three pieces of equipment', () => {
    const levels = readRegisters(io, 'input', 1, 2, readings, noFault);
    expect(levels.ok && [levels.data.readUInt16BE(0), levels.data.readUInt16BE(2)]).toEqual([5000, 5000]);
    const inputs = readBits(io, 8, 4, readings);
    expect(inputs.ok && inputs.data[0]).toBe(0b0010);
    expect(readBits(io, 0, 9, readings)).toEqual({ ok: false, exception: 2 });
  });
});

describe('the maps', () => {
  test('rows of one device overlap only as bit fields of one register', () => {
    for (const device of modbusConnections.flatMap((connection) => connection.devices)) {
      for (const rows of Object.values(device.tables).flatMap((table) => [...table.values()])) {
        if (rows.length > 1)
          expect(
            rows.every((each) => each.bit !== undefined),
            device.map.product,
          ).toBe(true);
      }
    }
  });

  test('what is written is what the truth says a reader finds', () => {
    const types = fc.constantFrom('u16', 's16', 'u32', 's32', 'f32', 'f64', 's64');
    fc.assert(
      fc.property(
        types,
        fc.double({ min: -1e7, max: 1e7, noNaN: true }),
        fc.constantFrom(1, 0.1, 0.001),
        (type, value, scale) => {
          const each = row('holding', 0, type, 'x', { scale });
          const buffer = Buffer.alloc(2 * registersOf(type));
          encode(each, value, buffer, 0);
          const raw = {
            u16: () => buffer.readUInt16BE(0),
            s16: () => buffer.readInt16BE(0),
            u32: () => buffer.readUInt32BE(0),
            s32: () => buffer.readInt32BE(0),
            f32: () => buffer.readFloatBE(0),
            f64: () => buffer.readDoubleBE(0),
            s64: () => Number(buffer.readBigInt64BE(0)),
          }[type]();
          expect(raw * scale + 0).toBe(quantise(each, value));
        },
      ),
    );
  });

  test('the checksum is that of the serial-line specification', () => {
    expect(crc16(Buffer.from([0x01, 0x04, 0x00, 0x00, 0x00, 0x02]))).toBe(0xcb71);
  });
});
