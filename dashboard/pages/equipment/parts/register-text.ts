import { MISSING } from '../../../format/number.ts';

/** A raw number as a manual would print it: whole, and in hexadecimal where it could be a word of bits. `MISSING` for none. */
export function rawText(raw: number | null): string {
  if (raw === null) return MISSING;
  if (!Number.isInteger(raw)) return String(Number(raw.toPrecision(9)));
  const isWord = raw >= 0 && raw <= 0xffff_ffff;
  return isWord && raw > 9 ? `${raw} 0x${raw.toString(16).toUpperCase().padStart(4, '0')}` : String(raw);
}

/** How a raw number becomes a value; empty where it stays as it is. */
export function conversionText(scale: number, offset: number): string {
  const factor = scale === 1 ? '' : `× ${short(scale)}`;
  const shift = offset === 0 ? '' : `${offset < 0 ? '−' : '+'} ${short(Math.abs(offset))}`;
  return [factor, shift].filter((part) => part !== '').join(' ');
}

const short = (number: number): string => String(Number(number.toPrecision(7)));

/** Fields of an address that say where; the first of them stand without their names. */
const PLAIN: ReadonlySet<string> = new Set(['table', 'register', 'type', 'node', 'nodeId', 'modicon', 'path']);

/** `input 5 s16 bits [8,1]`: the parts of an address in the order of its driver. */
export function placeText(address: Readonly<Record<string, string>>): string {
  return Object.entries(address)
    .map(([name, value]) => (PLAIN.has(name) ? value : `${name} ${value}`))
    .join(' ');
}
