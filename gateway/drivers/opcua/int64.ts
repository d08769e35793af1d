/** The library keeps 64-bit integers as [high, low], both unsigned. Absent when `value` is no such pair. */
export function bigintOf(value: unknown, isSigned: boolean): bigint | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [high, low]: unknown[] = value;
  if (!isUint32(high) || !isUint32(low)) return undefined;
  const bits = (BigInt(high) << 32n) | BigInt(low);
  return isSigned ? BigInt.asIntN(64, bits) : bits;
}

/** The pair the library wants for an integer of 64 bits. */
export function halvesOf(value: bigint): [high: number, low: number] {
  const bits = BigInt.asUintN(64, value);
  return [Number(bits >> 32n), Number(bits & 0xffffffffn)];
}

const isUint32 = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
