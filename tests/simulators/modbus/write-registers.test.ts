import { expect, test } from 'vitest';
import { createDevice, type ModbusDevice } from './device.ts';
import { rthd } from './maps/rthd.ts';
import { sdm630 } from './maps/sdm630.ts';
import { type FieldState, respond } from './responder.ts';

const chiller = createDevice(1, rthd, 'CH-1');
const meter = createDevice(1, sdm630, 'F01');

function ask(device: ModbusDevice, pdu: number[]) {
  const set: [string, string, number][] = [];
  const state: FieldState = {
    readings: () => ({}),
    registerFault: () => undefined,
    lineFault: () => undefined,
    set: (...value) => void set.push(value),
  };
  const reply = respond(device, Buffer.from(pdu), state);
  return { answer: reply.kind === 'answer' ? [...reply.pdu] : [], set };
}

test('a chiller takes its setpoint in one register or in a block of one, and echoes it', () => {
  const setpoint: [string, string, number] = ['CH-1', 'setpoint_remote', expect.closeTo(6.5, 9)];
  expect(ask(chiller, [6, 0, 1, 0, 65])).toEqual({ answer: [6, 0, 1, 0, 65], set: [setpoint] });
  expect(ask(chiller, [16, 0, 1, 0, 1, 2, 0, 65])).toEqual({ answer: [16, 0, 1, 0, 1], set: [setpoint] });
});

test('outside of its limits it takes nothing: exception 3', () => {
  expect(ask(chiller, [6, 0, 1, 0, 39])).toEqual({ answer: [0x86, 3], set: [] });
  expect(ask(chiller, [6, 0, 1, 0xff, 0xff])).toEqual({ answer: [0x86, 3], set: [] });
});

test('every other register is read-only: exception 2, also for a block that begins well', () => {
  expect(ask(chiller, [6, 0, 2, 0, 65])).toEqual({ answer: [0x86, 2], set: [] });
  expect(ask(chiller, [16, 0, 1, 0, 2, 4, 0, 65, 0, 65])).toEqual({ answer: [0x90, 2], set: [] });
});

test('a meter knows no writing at all: exception 1', () => {
  expect(ask(meter, [6, 0, 1, 0, 65])).toEqual({ answer: [0x86, 1], set: [] });
});
