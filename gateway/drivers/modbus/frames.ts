/**
 * Framing of one line: what the library sends becomes bytes on the wire, and bytes from the wire become whole answers to
 * the one question asked. Pure but for its own buffer; knows nothing of sockets.
 */
export interface Framer {
  /** Turns a request as the library makes it (RTU: unit, function, data, CRC) into what goes on the wire, and waits for its answer. */
  ask(request: Buffer): Buffer;
  /** Takes bytes as they arrive, in any portions. Whatever is not the answer to the present question is dropped. */
  feed(chunk: Buffer): FrameVerdict;
  /** Bytes have arrived since the question that were not (yet) an answer. */
  readonly hasHeard: boolean;
}

export type FrameVerdict =
  | { readonly kind: 'incomplete' }
  /** A whole answer from the unit and for the function asked, in RTU form. */
  | { readonly kind: 'answer'; readonly frame: Buffer }
  /** The stream cannot be trusted any more. */
  | { readonly kind: 'garbled'; readonly detail: string };

const INCOMPLETE: FrameVerdict = { kind: 'incomplete' };
const garbled = (detail: string): FrameVerdict => ({ kind: 'garbled', detail });

/** What the answer must look like; known from the request alone. */
interface Expected {
  readonly unit: number;
  readonly functionCode: number;
  /** Bytes of data after the byte count. */
  readonly dataBytes: number;
}

const BITS_PER_FUNCTION: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 16, 4: 16 };

function expectedFrom(request: Buffer): Expected {
  const functionCode = request[1]!;
  const bits = request.readUInt16BE(4) * (BITS_PER_FUNCTION[functionCode] ?? 0);
  return { unit: request[0]!, functionCode, dataBytes: Math.ceil(bits / 8) };
}

const CRC_BYTES = 2;
const EMPTY = Buffer.alloc(0);

/** CRC-16 of the serial line specification 1.02, appendix B, a byte at a time. */
const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
});

export function crc16(bytes: Buffer, start: number, end: number): number {
  let crc = 0xffff;
  for (let i = start; i < end; i++) crc = (crc >> 8) ^ CRC_TABLE[(crc ^ bytes[i]!) & 0xff]!;
  return crc;
}

const HEADER_BYTES = 6;
/** Unit and PDU: at least an exception, at most 253 + 1 (messaging on TCP/IP 1.0b, 3.1.3). */
const SHORTEST_BODY = 3;
const LONGEST_BODY = 254;

/** Modbus TCP: MBAP header with a 16-bit transaction number of our own, so that a late answer is known for what it is. */
export class MbapFramer implements Framer {
  private buffer: Buffer = EMPTY;
  private transaction = 0;
  private expected: Expected | undefined;

  get hasHeard(): boolean {
    return this.buffer.length > 0;
  }

  ask(request: Buffer): Buffer {
    this.transaction = (this.transaction + 1) & 0xffff;
    this.expected = expectedFrom(request);
    const body = request.length - CRC_BYTES;
    const out = Buffer.allocUnsafe(HEADER_BYTES + body);
    out.writeUInt16BE(this.transaction, 0);
    out.writeUInt16BE(0, 2);
    out.writeUInt16BE(body, 4);
    request.copy(out, HEADER_BYTES, 0, body);
    return out;
  }

  feed(chunk: Buffer): FrameVerdict {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    let verdict = INCOMPLETE;
    while (this.buffer.length >= HEADER_BYTES) {
      const body = this.buffer.readUInt16BE(4);
      if (this.buffer.readUInt16BE(2) !== 0) return this.spoil('protocol id is not 0');
      if (body < SHORTEST_BODY || body > LONGEST_BODY) return this.spoil(`impossible length ${body}`);
      if (this.buffer.length < HEADER_BYTES + body) break;
      const isCurrent = this.expected !== undefined && this.buffer.readUInt16BE(0) === this.transaction;
      if (isCurrent) verdict = this.take(body);
      if (verdict.kind === 'garbled') return verdict;
      this.buffer = this.buffer.subarray(HEADER_BYTES + body);
    }
    return verdict;
  }

  private take(body: number): FrameVerdict {
    const expected = this.expected!;
    const frame = Buffer.allocUnsafe(body + CRC_BYTES);
    this.buffer.copy(frame, 0, HEADER_BYTES, HEADER_BYTES + body);
    const problem = problemOf(frame, body, expected);
    if (problem) return this.spoil(problem);
    this.expected = undefined;
    frame.writeUInt16LE(crc16(frame, 0, body), body);
    return { kind: 'answer', frame };
  }

  private spoil(detail: string): FrameVerdict {
    this.buffer = EMPTY;
    this.expected = undefined;
    return garbled(detail);
  }
}

/** Why a body (unit, function, data) is not an answer to the question; undefined if it is one. */
function problemOf(body: Buffer, length: number, { unit, functionCode, dataBytes }: Expected): string | undefined {
  if (body[0] !== unit) return `unit ${body[0]} answered instead of ${unit}`;
  if (body[1] === (functionCode | 0x80)) return length === 3 ? undefined : 'exception of the wrong length';
  if (body[1] !== functionCode) return `function ${body[1]} answered instead of ${functionCode}`;
  if (body[2] !== dataBytes || length !== 3 + dataBytes) return `${body[2]} bytes answered instead of ${dataBytes}`;
  return undefined;
}

const EXCEPTION_BYTES = 5;
/** Two longest frames; more than that without an answer in it is noise. */
const MOST_NOISE = 512;

/**
 * RTU frames in a byte stream. They carry no number, so only unit, function, byte count and CRC can be checked, anywhere
 * in what was heard: leading noise is passed over. What is heard while nothing is asked is dropped.
 */
export class RtuFramer implements Framer {
  private buffer: Buffer = EMPTY;
  private expected: Expected | undefined;

  get hasHeard(): boolean {
    return this.buffer.length > 0;
  }

  ask(request: Buffer): Buffer {
    this.buffer = EMPTY;
    this.expected = expectedFrom(request);
    return request;
  }

  feed(chunk: Buffer): FrameVerdict {
    if (!this.expected) return INCOMPLETE;
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    const frame = findAnswer(this.buffer, this.expected);
    if (!frame && this.buffer.length <= MOST_NOISE) return INCOMPLETE;
    this.buffer = EMPTY;
    this.expected = undefined;
    return frame ? { kind: 'answer', frame } : garbled('noise on the line');
  }
}

function findAnswer(buffer: Buffer, { unit, functionCode, dataBytes }: Expected): Buffer | undefined {
  const whole = 3 + dataBytes + CRC_BYTES;
  for (let at = 0; at + EXCEPTION_BYTES <= buffer.length; at++) {
    if (buffer[at] !== unit) continue;
    const isData = buffer[at + 1] === functionCode && buffer[at + 2] === dataBytes;
    const isException = buffer[at + 1] === (functionCode | 0x80);
    const length = isData ? whole : EXCEPTION_BYTES;
    if ((isData || isException) && isIntact(buffer, at, length)) return buffer.subarray(at, at + length);
  }
  return undefined;
}

function isIntact(buffer: Buffer, at: number, length: number): boolean {
  const end = at + length - CRC_BYTES;
  return at + length <= buffer.length && buffer.readUInt16LE(end) === crc16(buffer, at, end);
}
