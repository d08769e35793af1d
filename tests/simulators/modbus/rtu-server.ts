import type { Socket } from 'node:net';
import { SocketServer } from '../socket-server.ts';
import { crc16 } from './crc16.ts';
import type { ModbusDevice } from './device.ts';
import { Line } from './line.ts';
import { type FieldState, respond } from './responder.ts';

/** Longest RTU frame by the serial-line specification. */
const longestFrame = 256;

/** Modbus RTU frames over a TCP connection (a transparent serial server): a wrong CRC or an unknown unit is met with silence. */
export function modbusRtuServer(
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
    while (pending.length >= 4) {
      const length = frameLength(pending);
      if (length > longestFrame) pending = Buffer.alloc(0);
      if (pending.length < length) return;
      answer(pending.subarray(0, length), line, units, state);
      pending = pending.subarray(length);
    }
  });
}

/** Length of the request at the start of the buffer; RTU has no length field, so it follows from the function code. */
function frameLength(buffer: Buffer): number {
  const code = buffer[1]!;
  if (code >= 1 && code <= 6) return 8;
  if (code !== 15 && code !== 16) return buffer.length;
  return buffer.length < 7 ? 9 : 9 + buffer[6]!;
}

function answer(frame: Buffer, line: Line, units: ReadonlyMap<number, ModbusDevice>, state: FieldState): void {
  const body = frame.subarray(0, frame.length - 2);
  const device = units.get(frame[0]!);
  if (!device || crc16(body) !== frame.readUInt16LE(body.length)) return;
  line.send(respond(device, body.subarray(1), state), (pdu) => wrap(device.unit, pdu));
}

function wrap(unit: number, pdu: Buffer): Buffer {
  const frame = Buffer.alloc(pdu.length + 3);
  frame[0] = unit;
  pdu.copy(frame, 1);
  frame.writeUInt16LE(crc16(frame.subarray(0, pdu.length + 1)), pdu.length + 1);
  return frame;
}
