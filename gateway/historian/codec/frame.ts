import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** What a frame holds; written into it, so that one is never read as another. */
export type FrameKind = 'batch' | 'series' | 'rollup' | 'counter';
const KIND_CODE: Readonly<Record<FrameKind, number>> = { batch: 1, series: 2, rollup: 3, counter: 4 };

const VERSION = 1;
const HEADER_BYTES = 14;
const LARGEST_PAYLOAD = 256 * 1024 * 1024;

/** version, kind, row count, payload length, CRC-32 of all that and of the compressed payload. Little-endian. */
export function sealFrame(kind: FrameKind, count: number, columns: readonly Uint8Array[], level: number): Uint8Array {
  const payload = Buffer.concat(columns);
  const packed = zstdCompressSync(payload, { params: { [constants.ZSTD_c_compressionLevel]: level } });
  const frame = Buffer.alloc(HEADER_BYTES + packed.length);
  frame[0] = VERSION;
  frame[1] = KIND_CODE[kind];
  frame.writeUInt32LE(count, 2);
  frame.writeUInt32LE(payload.length, 6);
  packed.copy(frame, HEADER_BYTES);
  frame.writeUInt32LE(checksum(frame), 10);
  return frame;
}

function checksum(frame: Uint8Array): number {
  return crc32(frame.subarray(HEADER_BYTES), crc32(frame.subarray(0, 10)));
}

/** The payload, or undefined when anything about the frame is not as it was written. Never throws. */
export function openFrame(kind: FrameKind, bytes: Uint8Array): { count: number; payload: Uint8Array } | undefined {
  if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION || bytes[1] !== KIND_CODE[kind]) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.readUInt32LE(6);
  if (view.readUInt32LE(10) !== checksum(view) || length > LARGEST_PAYLOAD) return undefined;
  try {
    const payload = zstdDecompressSync(view.subarray(HEADER_BYTES), { maxOutputLength: Math.max(1, length) });
    return payload.length === length ? { count: view.readUInt32LE(2), payload } : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a column reader; a payload that does not hold its columns counts as damaged. */
export function readColumns<T>(
  kind: FrameKind,
  bytes: Uint8Array,
  read: (count: number, payload: Uint8Array) => T,
): T | undefined {
  const frame = openFrame(kind, bytes);
  if (!frame) return undefined;
  try {
    return read(frame.count, frame.payload);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
