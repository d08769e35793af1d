/**
 * Framing of one line: what the library sends becomes bytes on the wire, and bytes from the wire become whole answers to
 * the one question asked. Pure but for its own buffer; knows nothing of sockets.
 */
export interface Framer {
  /**
   * Turns a request as the library makes it (RTU: unit, function, data, CRC) into what goes on the wire, and waits for its
   * answer. `ignoreNumber`: the unit numbers its answers wrongly, where the framing has numbers.
   */
  ask(request: Buffer, ignoreNumber: boolean): Buffer;
  /** Takes bytes as they arrive, in any portions. Whatever is not the answer to the present question is dropped. */
  feed(chunk: Buffer): FrameVerdict;
  /** Nothing is asked any more: what still comes is dropped. */
  forget(): void;
  /** Bytes have arrived since the question that were not (yet) an answer. */
  readonly hasHeard: boolean;
  /** After noise the next frame can be found again. Otherwise a garbled stream is lost for good. */
  readonly canResync: boolean;
}

export type FrameVerdict =
  | { readonly kind: 'incomplete' }
  /** A whole answer from the unit and for the function asked, in RTU form. */
  | { readonly kind: 'answer'; readonly frame: Buffer }
  /** What was heard makes no sense. */
  | { readonly kind: 'garbled'; readonly detail: string };

export const INCOMPLETE: FrameVerdict = { kind: 'incomplete' };
export const garbled = (detail: string): FrameVerdict => ({ kind: 'garbled', detail });

/** What the answer must look like; known from the request alone. */
export interface Expected {
  readonly unit: number;
  readonly functionCode: number;
  /** Unit, function and data, without CRC. */
  readonly bodyBytes: number;
  /** Of reads: bytes of data after the byte count. Writes are answered with address and value, or quantity. */
  readonly dataBytes: number | undefined;
}

const BITS_PER_FUNCTION: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 16, 4: 16 };
const ECHO_BYTES = 6;

export const isReadFunction = (code: number): boolean => code in BITS_PER_FUNCTION;
export const isWriteFunction = (code: number): boolean => code === 5 || code === 6 || code === 15 || code === 16;

/** For the eight functions we use (application protocol 1.1b3, 6.1 to 6.6, 6.11, 6.12). */
export function expectedFrom(request: Buffer): Expected {
  const unit = request[0]!;
  const functionCode = request[1]!;
  const bits = BITS_PER_FUNCTION[functionCode];
  if (bits === undefined) return { unit, functionCode, bodyBytes: ECHO_BYTES, dataBytes: undefined };
  const dataBytes = Math.ceil((request.readUInt16BE(4) * bits) / 8);
  return { unit, functionCode, bodyBytes: 3 + dataBytes, dataBytes };
}

export const CRC_BYTES = 2;
export const EMPTY = Buffer.alloc(0);

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
