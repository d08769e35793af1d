import {
  CRC_BYTES,
  crc16,
  EMPTY,
  type Expected,
  expectedFrom,
  type Framer,
  type FrameVerdict,
  garbled,
  INCOMPLETE,
} from './frames.ts';

const HEADER_BYTES = 6;
/** Unit and PDU: at least an exception, at most 253 + 1 (messaging on TCP/IP 1.0b, 3.1.3). */
const SHORTEST_BODY = 3;
const LONGEST_BODY = 254;

/**
 * Modbus TCP: the header numbers the answers with 16 bits, so that a late one is told from the present one and dropped.
 * Anything else that does not fit means that the stream is not what it seems, and it is not trusted again.
 */
export class MbapFramer implements Framer {
  readonly canResync = false;
  private readonly nextNumber: () => number;
  private buffer: Buffer = EMPTY;
  private transaction = 0;
  private expected: Expected | undefined;
  private ignoreNumber = false;

  /**
   * `nextNumber` gives the number of the next question, 0 to 65535. It goes on from one connection to the next: some
   * gateways hand the answers to a former connection to the present one.
   */
  constructor(nextNumber: () => number) {
    this.nextNumber = nextNumber;
  }

  get hasHeard(): boolean {
    return this.buffer.length > 0;
  }

  ask(request: Buffer, ignoreNumber: boolean): Buffer {
    this.transaction = this.nextNumber();
    this.expected = expectedFrom(request);
    this.ignoreNumber = ignoreNumber;
    const body = request.length - CRC_BYTES;
    const out = Buffer.allocUnsafe(HEADER_BYTES + body);
    out.writeUInt16BE(this.transaction, 0);
    out.writeUInt16BE(0, 2);
    out.writeUInt16BE(body, 4);
    request.copy(out, HEADER_BYTES, 0, body);
    return out;
  }

  forget(): void {
    this.expected = undefined;
  }

  feed(chunk: Buffer): FrameVerdict {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    let verdict = INCOMPLETE;
    while (this.buffer.length >= HEADER_BYTES) {
      const body = this.buffer.readUInt16BE(4);
      if (this.buffer.readUInt16BE(2) !== 0) return this.spoil('protocol id is not 0');
      if (body < SHORTEST_BODY || body > LONGEST_BODY) return this.spoil(`impossible length ${body}`);
      if (this.buffer.length < HEADER_BYTES + body) break;
      if (this.isAwaited()) verdict = this.take(this.expected!, body);
      if (verdict.kind === 'garbled') return verdict;
      this.buffer = this.buffer.subarray(HEADER_BYTES + body);
    }
    return verdict;
  }

  private isAwaited(): boolean {
    if (!this.expected) return false;
    return this.ignoreNumber || this.buffer.readUInt16BE(0) === this.transaction;
  }

  private take(expected: Expected, body: number): FrameVerdict {
    const frame = Buffer.allocUnsafe(body + CRC_BYTES);
    this.buffer.copy(frame, 0, HEADER_BYTES, HEADER_BYTES + body);
    const problem = problemOf(frame, body, expected);
    // Without a number it is no worse than late.
    if (problem) return this.ignoreNumber ? INCOMPLETE : this.spoil(problem);
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
function problemOf(body: Buffer, length: number, expected: Expected): string | undefined {
  const { unit, functionCode, bodyBytes, dataBytes } = expected;
  if (body[0] !== unit) return `unit ${body[0]} answered instead of ${unit}`;
  if (body[1] === (functionCode | 0x80)) return length === 3 ? undefined : 'exception of the wrong length';
  if (body[1] !== functionCode) return `function ${body[1]} answered instead of ${functionCode}`;
  if (dataBytes !== undefined && body[2] !== dataBytes) return `${body[2]} bytes answered instead of ${dataBytes}`;
  if (length !== bodyBytes) return `an answer of ${length} bytes instead of ${bodyBytes}`;
  return undefined;
}
