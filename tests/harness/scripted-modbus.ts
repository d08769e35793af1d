import { createServer, type Server, type Socket } from 'node:net';

/** One request as it arrived, and ways to answer it rightly or wrongly. */
export interface ScriptedRequest {
  /** Counts the accepted connections from 1. */
  readonly connection: number;
  readonly socket: Socket;
  readonly transaction: number;
  readonly unit: number;
  readonly functionCode: number;
  readonly start: number;
  /** Of functions 5 and 6 the value. */
  readonly count: number;
  /** Of functions 15 and 16: what is to be written. */
  readonly data: Buffer;
}

export type Script = (request: ScriptedRequest) => void;

/** A Modbus server on a free loopback port that does whatever the test says, right or wrong. */
export class ScriptedModbus {
  script: Script;
  /** Whether it answers a goodbye; else it leaves its half of the connection open. */
  isPolite = false;
  connections = 0;
  readonly requests: ScriptedRequest[] = [];
  /** The newest bytes that arrived. */
  heard: Buffer = Buffer.alloc(0);
  private readonly framing: 'mbap' | 'rtu';
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(framing: 'mbap' | 'rtu', script: Script) {
    this.framing = framing;
    this.script = script;
    this.server = createServer({ allowHalfOpen: true }, (socket) => this.accept(socket));
  }

  /** Connections that are open now. */
  get open(): number {
    return [...this.sockets].filter((socket) => !socket.readableEnded).length;
  }

  listen(port = 0): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(port, '127.0.0.1', () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private accept(socket: Socket): void {
    const connection = ++this.connections;
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('end', () => this.isPolite && socket.end());
    socket.on('close', () => this.sockets.delete(socket));
    let heard = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      this.heard = chunk;
      heard = Buffer.concat([heard, chunk]);
      for (let length = this.lengthOf(heard); length <= heard.length; length = this.lengthOf(heard)) {
        this.receive(heard.subarray(0, length), connection, socket);
        heard = heard.subarray(length);
      }
    });
  }

  /** Bytes of the first request in the buffer; more than there are while that cannot be told. */
  private lengthOf(heard: Buffer): number {
    const shortest = this.framing === 'mbap' ? 12 : 8;
    if (heard.length < shortest) return shortest;
    if (this.framing === 'mbap') return 6 + heard.readUInt16BE(4);
    return heard[1]! >= 15 ? 9 + heard[6]! : shortest;
  }

  private receive(bytes: Buffer, connection: number, socket: Socket): void {
    const at = this.framing === 'mbap' ? 6 : 0;
    const request: ScriptedRequest = {
      connection,
      socket,
      transaction: this.framing === 'mbap' ? bytes.readUInt16BE(0) : 0,
      unit: bytes[at]!,
      functionCode: bytes[at + 1]!,
      start: bytes.readUInt16BE(at + 2),
      count: bytes.readUInt16BE(at + 4),
      data: bytes[at + 1]! >= 15 ? bytes.subarray(at + 7, at + 7 + bytes[at + 6]!) : Buffer.alloc(0),
    };
    this.requests.push(request);
    this.script(request);
  }
}

/** The answer a healthy device gives: every register holds its own address, every bit is its address modulo 2; writes are echoed. */
export function honestPdu({ functionCode, start, count }: ScriptedRequest): Buffer {
  if (functionCode > 4) return Buffer.from([functionCode, start >> 8, start & 0xff, count >> 8, count & 0xff]);
  const isBits = functionCode <= 2;
  const data = Buffer.alloc(isBits ? Math.ceil(count / 8) : count * 2);
  for (let i = 0; i < count; i++) {
    if (!isBits) data.writeUInt16BE((start + i) & 0xffff, i * 2);
    else if ((start + i) % 2 === 1) data[i >> 3]! |= 1 << (i & 7);
  }
  return Buffer.concat([Buffer.from([functionCode, data.length]), data]);
}

export const exceptionPdu = ({ functionCode }: ScriptedRequest, code: number): Buffer =>
  Buffer.from([functionCode | 0x80, code]);

/** A PDU in the MBAP frame that belongs to the request, or with parts of the header forged. */
export function mbapFrame(
  request: ScriptedRequest,
  pdu: Buffer,
  forged: { transaction?: number; protocol?: number; length?: number; unit?: number } = {},
): Buffer {
  const header = Buffer.alloc(7);
  header.writeUInt16BE(forged.transaction ?? request.transaction, 0);
  header.writeUInt16BE(forged.protocol ?? 0, 2);
  header.writeUInt16BE(forged.length ?? pdu.length + 1, 4);
  header[6] = forged.unit ?? request.unit;
  return Buffer.concat([header, pdu]);
}

/** A PDU in an RTU frame; the CRC is worked out bit by bit, independently of the gateway. */
export function rtuFrame(request: ScriptedRequest, pdu: Buffer, unit = request.unit): Buffer {
  const body = Buffer.concat([Buffer.from([unit]), pdu]);
  let crc = 0xffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return Buffer.concat([body, Buffer.from([crc & 0xff, crc >> 8])]);
}
