import { decodeIntegers, encodeIntegers } from './integer-column.ts';

/**
 * Times of readings lie on the grid of their scan period, give or take some milliseconds. Which grid line and how far off
 * it are two columns: the first is nearly regular, the second small, and neither disturbs the other.
 */
const GRIDS_MS = [100, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 300_000, 3_600_000] as const;

/** Set in the first byte; without it the column is second differences, as blocks were written before there were grids. */
const ON_GRID = 0x80;
const OFFSETS_DIFFER = 0x40;

/** Times looked at to choose the grid. */
const TRIAL = 256;

interface OnGrid {
  readonly lines: Float64Array;
  readonly offsets: Float64Array;
}

function toGrid(times: ArrayLike<number>, n: number, gridMs: number): OnGrid {
  const lines = new Float64Array(n);
  const offsets = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const since = times[i]! - times[0]!;
    lines[i] = Math.round(since / gridMs);
    offsets[i] = since - lines[i]! * gridMs;
  }
  return { lines, offsets };
}

/** About how many bits the numbers or, with order 1, their differences take. */
function costOf(column: Float64Array, order: 0 | 1): number {
  let [bits, previous] = [0, 0];
  for (const value of column) {
    bits += Math.log2(1 + 2 * Math.abs(value - previous));
    if (order === 1) previous = value;
  }
  return bits;
}

const offsetOrder = (offsets: Float64Array): 0 | 1 => (costOf(offsets, 1) < costOf(offsets, 0) ? 1 : 0);

function chooseGrid(times: ArrayLike<number>, n: number): number {
  const costs = GRIDS_MS.map((gridMs) => {
    const { lines, offsets } = toGrid(times, Math.min(n, TRIAL), gridMs);
    return costOf(lines, 1) + costOf(offsets, offsetOrder(offsets));
  });
  return costs.indexOf(Math.min(...costs));
}

/** Times of a block, whole milliseconds in any order. */
export function encodeTimes(times: ArrayLike<number>, n: number): Uint8Array {
  if (n === 0) return new Uint8Array(1);
  const grid = chooseGrid(times, n);
  const { lines, offsets } = toGrid(times, n, GRIDS_MS[grid]!);
  const order = offsetOrder(offsets);
  const head = Uint8Array.of(ON_GRID | (order === 1 ? OFFSETS_DIFFER : 0) | grid);
  const start = encodeIntegers([times[0]!], 1, 0);
  return Buffer.concat([head, start, encodeIntegers(lines, n, 1), encodeIntegers(offsets, n, order)]);
}

/** Reads back what `encodeTimes` wrote, or a column of second differences. */
export function decodeTimes(bytes: Uint8Array, at: number, n: number): { values: Float64Array; end: number } {
  const head = bytes[at] ?? 0;
  if ((head & ON_GRID) === 0) return decodeIntegers(bytes, at, n, 2);
  const gridMs = GRIDS_MS[head & 15];
  if (gridMs === undefined) throw new RangeError('time column has an unknown grid');
  const start = decodeIntegers(bytes, at + 1, 1, 0);
  const lines = decodeIntegers(bytes, start.end, n, 1);
  const offsets = decodeIntegers(bytes, lines.end, n, (head & OFFSETS_DIFFER) === 0 ? 0 : 1);
  const { values } = lines;
  const first = start.values[0]!;
  for (let i = 0; i < n; i++) values[i] = first + values[i]! * gridMs + offsets.values[i]!;
  return { values, end: offsets.end };
}
