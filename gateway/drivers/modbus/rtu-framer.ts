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

const EXCEPTION_BYTES = 5;
/** Two longest frames; more than that without an answer in it is noise. */
const MOST_NOISE = 512;

/**
 * RTU frames in a byte stream. They carry no number, so only unit, function, byte count and CRC can be checked, anywhere
 * in what was heard: noise, broadcasts and frames between others are passed over. What is heard while nothing is asked is dropped.
 */
export class RtuFramer implements Framer {
  readonly canResync = true;
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

  forget(): void {
    this.buffer = EMPTY;
    this.expected = undefined;
  }

  feed(chunk: Buffer): FrameVerdict {
    if (!this.expected) return INCOMPLETE;
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    const frame = findAnswer(this.buffer, this.expected);
    if (!frame && this.buffer.length <= MOST_NOISE) return INCOMPLETE;
    this.forget();
    return frame ? { kind: 'answer', frame } : garbled('noise on the line');
  }
}

function findAnswer(buffer: Buffer, { unit, functionCode, bodyBytes, dataBytes }: Expected): Buffer | undefined {
  for (let at = 0; at + EXCEPTION_BYTES <= buffer.length; at++) {
    if (buffer[at] !== unit) continue;
    const isAnswer = buffer[at + 1] === functionCode && (dataBytes === undefined || buffer[at + 2] === dataBytes);
    const isException = buffer[at + 1] === (functionCode | 0x80);
    const length = isAnswer ? bodyBytes + CRC_BYTES : EXCEPTION_BYTES;
    if ((isAnswer || isException) && isIntact(buffer, at, length)) return buffer.subarray(at, at + length);
  }
  return undefined;
}

function isIntact(buffer: Buffer, at: number, length: number): boolean {
  const end = at + length - CRC_BYTES;
  return at + length <= buffer.length && buffer.readUInt16LE(end) === crc16(buffer, at, end);
}
