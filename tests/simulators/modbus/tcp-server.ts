import type { Socket } from 'node:net';
import { SocketServer } from '../socket-server.ts';
import { type ModbusDevice, targetFailed } from './device.ts';
import { Line } from './line.ts';
import { exceptionPdu, type FieldState, type Reply, respond } from './responder.ts';

const headerLength = 7;
/** Unit id and 253 bytes of function code and data. */
const longestBody = 254;

/** Modbus TCP: one listener, one or several units; an unknown unit is answered with exception 11, as a gateway does. */
export function modbusTcpServer(
  id: string,
  port: number,
  devices: readonly ModbusDevice[],
  state: FieldState,
): SocketServer {
  const units = new Map(devices.map((device) => [device.unit, device]));
  return new SocketServer(id, port, (socket) => serve(socket, units, state));
}

function serve(socket: Socket, units: ReadonlyMap<number, ModbusDevice>, state: FieldState): void {
  const line = new Line(socket);
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= headerLength) {
      const length = pending.readUInt16BE(4);
      if (!isModbus(pending, length)) return void socket.destroy();
      if (pending.length < 6 + length) return;
      answer(pending.subarray(0, 6 + length), line, units, state);
      pending = pending.subarray(6 + length);
    }
  });
}

function isModbus(frame: Buffer, length: number): boolean {
  return frame.readUInt16BE(2) === 0 && length >= 2 && length <= longestBody;
}

function answer(frame: Buffer, line: Line, units: ReadonlyMap<number, ModbusDevice>, state: FieldState): void {
  const device = units.get(frame[6]!);
  const pdu = frame.subarray(headerLength);
  const reply: Reply = device
    ? respond(device, pdu, state)
    : { kind: 'answer', pdu: exceptionPdu(pdu, targetFailed), delayMs: 0 };
  line.send(reply, (body) => wrap(frame, body));
}

/** Header of the request with the length of the answer. */
function wrap(request: Buffer, pdu: Buffer): Buffer {
  const frame = Buffer.alloc(headerLength + pdu.length);
  request.copy(frame, 0, 0, headerLength);
  frame.writeUInt16BE(pdu.length + 1, 4);
  pdu.copy(frame, headerLength);
  return frame;
}
