export type StoredValue = number | bigint | string | Uint8Array | null;

/** A variable-length integer (sqlite.org/fileformat2.html, 1.6) and where it ends; NaN when it does not fit a number. */
export function readVarint(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value: Number.isSafeInteger(value) ? value : Number.NaN, end: at + i + 1 };
  }
  return { value: Number.NaN, end: at + 9 };
}

/** Lengths of the integer types 1 to 6. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

/** The values of a record; undefined when the bytes are not a record from beginning to end. */
export function parseRecord(payload: Buffer): StoredValue[] | undefined {
  const head = readVarint(payload, 0);
  if (!(head.value > 0 && head.value <= payload.length)) return undefined;
  const values: StoredValue[] = [];
  let body = head.value;
  for (let at = head.end; at < head.value; ) {
    const { value: type, end } = readVarint(payload, at);
    const length = lengthOf(type);
    if (length === undefined || body + length > payload.length) return undefined;
    values.push(decodeValue(type, payload.subarray(body, body + length)));
    body += length;
    at = end;
  }
  return body === payload.length ? values : undefined;
}

function lengthOf(type: number): number | undefined {
  if (type >= 12) return Math.floor((type - 12) / 2);
  if (type === 7) return 8;
  if (type === 8 || type === 9) return 0;
  return INTEGER_BYTES[type];
}

function decodeValue(type: number, bytes: Buffer): StoredValue {
  if (type >= 12) return type % 2 === 0 ? Uint8Array.from(bytes) : bytes.toString('utf8');
  switch (type) {
    case 0:
      return null;
    case 6:
      return bytes.readBigInt64BE();
    case 7:
      return bytes.readDoubleBE();
    case 8:
      return 0;
    case 9:
      return 1;
    default:
      return bytes.readIntBE(0, bytes.length);
  }
}
