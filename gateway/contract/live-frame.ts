/**
 * The binary frame of live values. Little-endian on every machine we run on; layout chosen so that each array is aligned:
 * u32 sequence, u32 count, f64 server time (ms), f64 value[count], f64 source time[count], u32 point index[count], u8 quality[count].
 */
export interface LiveFrame {
  readonly sequence: number;
  readonly serverTime: number;
  readonly value: Float64Array;
  readonly sourceTime: Float64Array;
  readonly point: Uint32Array;
  readonly quality: Uint8Array;
}

const HEADER_BYTES = 16;
export const LIVE_BYTES_PER_POINT = 21;

/** An empty frame of the right size; the caller fills the arrays in place. */
export function createLiveFrame(
  sequence: number,
  count: number,
  serverTime: number,
): { buffer: ArrayBuffer; frame: LiveFrame } {
  const buffer = new ArrayBuffer(HEADER_BYTES + count * LIVE_BYTES_PER_POINT);
  const header = new DataView(buffer);
  header.setUint32(0, sequence, true);
  header.setUint32(4, count, true);
  header.setFloat64(8, serverTime, true);
  return { buffer, frame: viewLiveFrame(buffer) };
}

/** Views into a received frame; nothing is copied. Throws RangeError when the length does not fit the count. */
export function viewLiveFrame(buffer: ArrayBuffer): LiveFrame {
  const header = new DataView(buffer);
  const count = header.getUint32(4, true);
  if (buffer.byteLength !== HEADER_BYTES + count * LIVE_BYTES_PER_POINT)
    throw new RangeError('live frame of wrong length');
  return {
    sequence: header.getUint32(0, true),
    serverTime: header.getFloat64(8, true),
    value: new Float64Array(buffer, HEADER_BYTES, count),
    sourceTime: new Float64Array(buffer, HEADER_BYTES + 8 * count, count),
    point: new Uint32Array(buffer, HEADER_BYTES + 16 * count, count),
    quality: new Uint8Array(buffer, HEADER_BYTES + 20 * count, count),
  };
}
