import jsmodbus from 'jsmodbus';
import type { Readings } from '../model/readings.ts';
import {
  illegalFunction,
  type ModbusDevice,
  type ReadResult,
  type RegisterFaults,
  readBits,
  readRegisters,
} from './device.ts';
import { acceptsWrites, type WordsWritten, writeRegisters } from './write-registers.ts';

/** How a device behaves on the line. */
export type LineFault =
  | { readonly kind: 'mute' }
  | { readonly kind: 'delay'; readonly seconds: number }
  | { readonly kind: 'exception'; readonly code: number }
  | { readonly kind: 'garbage' };

/** What the servers ask about the building and its faults; answered for this moment. */
export interface FieldState {
  readings(): Readings;
  registerFault: RegisterFaults;
  /** A device has taken a new value for one of its points. */
  set(equipment: string, point: string, value: number): void;
  lineFault(serves: readonly string[]): LineFault | undefined;
}

/** What goes back on the line for one request. */
export type Reply =
  | { readonly kind: 'silence' }
  | { readonly kind: 'answer'; readonly pdu: Buffer; readonly delayMs: number }
  | { readonly kind: 'garbage'; readonly bytes: Buffer };

const garbageLength = 12;

/** Answers one request (function code and data) of one device as it would, faults included. */
export function respond(device: ModbusDevice, pdu: Buffer, state: FieldState): Reply {
  const fault = state.lineFault(device.serves);
  switch (fault?.kind) {
    case 'mute':
      return { kind: 'silence' };
    case 'exception':
      return { kind: 'answer', pdu: exceptionPdu(pdu, fault.code), delayMs: 0 };
    case 'garbage':
      return { kind: 'garbage', bytes: garbage(pdu) };
    case 'delay':
      return { kind: 'answer', pdu: answer(device, pdu, state), delayMs: 1000 * fault.seconds };
    case undefined:
      return { kind: 'answer', pdu: answer(device, pdu, state), delayMs: 0 };
  }
}

/** The answer that refuses a request with a Modbus exception. */
export function exceptionPdu(request: Buffer, code: number): Buffer {
  return Buffer.from([(request[0] ?? 0) | 0x80, code]);
}

/** Bytes that are no Modbus frame, different for each request. */
function garbage(request: Buffer): Buffer {
  return Buffer.from(
    Array.from({ length: garbageLength }, (_, index) => (request[index % request.length]! * 37 + 91 * index) & 0xff),
  );
}

/** A device that takes nothing refuses every write as an unknown function. */
function answer(device: ModbusDevice, pdu: Buffer, state: FieldState): Buffer {
  const { requests, responses } = jsmodbus;
  const request = requests.RequestFactory.fromBuffer(pdu);
  if (requests.isReadDiscreteInputsRequestBody(request)) {
    const result = readBits(device, request.start, request.count, state.readings());
    return pack(pdu, result, (data) => new responses.ReadDiscreteInputsResponseBody(data, data.length));
  }
  if (requests.isReadHoldingRegistersRequestBody(request)) {
    const result = registers(device, 'holding', request, state);
    return pack(pdu, result, (data) => new responses.ReadHoldingRegistersResponseBody(data.length, data));
  }
  if (requests.isReadInputRegistersRequestBody(request)) {
    const result = registers(device, 'input', request, state);
    return pack(pdu, result, (data) => new responses.ReadInputRegistersResponseBody(data.length, data));
  }
  if (acceptsWrites(device) && requests.isWriteSingleRegisterRequestBody(request)) {
    const answer = new responses.WriteSingleRegisterResponseBody(request.address, request.value);
    return taken(pdu, device, { start: request.address, words: [request.value] }, state, answer);
  }
  if (acceptsWrites(device) && requests.isWriteMultipleRegistersRequestBody(request)) {
    const { address, quantity, valuesAsArray } = request;
    const answer = new responses.WriteMultipleRegistersResponseBody(address, quantity);
    return taken(pdu, device, { start: address, words: valuesAsArray }, state, answer);
  }
  return exceptionPdu(pdu, illegalFunction);
}

function taken(
  pdu: Buffer,
  device: ModbusDevice,
  written: WordsWritten,
  state: FieldState,
  answer: { createPayload(): Buffer },
): Buffer {
  const exception = writeRegisters(device, written, (equipment, point, value) => state.set(equipment, point, value));
  return exception === undefined ? answer.createPayload() : exceptionPdu(pdu, exception);
}

function registers(
  device: ModbusDevice,
  table: 'holding' | 'input',
  request: { readonly start: number; readonly count: number },
  state: FieldState,
): ReadResult {
  return readRegisters(device, table, request.start, request.count, state.readings(), state.registerFault);
}

function pack(pdu: Buffer, result: ReadResult, body: (data: Buffer) => { createPayload(): Buffer }): Buffer {
  return result.ok ? body(result.data).createPayload() : exceptionPdu(pdu, result.exception);
}
