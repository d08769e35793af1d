/** The square of dark and light modules, and which of them are fixed patterns. Row by row. */
export interface QrGrid {
  readonly size: number;
  readonly dark: Uint8Array;
  readonly fixed: Uint8Array;
}

/** Centres of the alignment patterns by version (ISO/IEC 18004, annex E). */
const ALIGNMENT: readonly (readonly number[])[] = [
  ...[[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]],
];

export const isDark = ({ size, dark }: QrGrid, x: number, y: number): boolean => dark[y * size + x] === 1;

function fix({ size, dark, fixed }: QrGrid, x: number, y: number, isOn: boolean): void {
  if (x < 0 || y < 0 || x >= size || y >= size) return;
  dark[y * size + x] = isOn ? 1 : 0;
  fixed[y * size + x] = 1;
}

/** The patterns that every code of a version has, with room kept for the format. */
export function emptyGrid(version: number): QrGrid {
  const size = version * 4 + 17;
  const grid: QrGrid = { size, dark: new Uint8Array(size * size), fixed: new Uint8Array(size * size) };
  for (let at = 0; at < size; at++) {
    fix(grid, 6, at, at % 2 === 0);
    fix(grid, at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    finder(grid, x, y);
  alignments(grid, ALIGNMENT[version - 1] ?? []);
  drawFormat(grid, 0);
  if (version >= 7) drawVersion(grid, version);
  return grid;
}

/** Three of them tell a reader where the code lies; the light ring round each is part of it. */
function finder(grid: QrGrid, x: number, y: number): void {
  for (let dy = -4; dy <= 4; dy++) {
    for (let dx = -4; dx <= 4; dx++) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      fix(grid, x + dx, y + dy, ring !== 2 && ring !== 4);
    }
  }
}

function alignments(grid: QrGrid, centres: readonly number[]): void {
  const last = centres.at(-1);
  for (const x of centres) {
    for (const y of centres) {
      const isFinder = (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6);
      if (!isFinder) alignment(grid, x, y);
    }
  }
}

function alignment(grid: QrGrid, x: number, y: number): void {
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) fix(grid, x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }
}

/** 15 bits: level M and the mask, with their BCH correction, masked (7.9). */
export function formatBits(mask: number): number {
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  return ((mask << 10) | rest) ^ 0x5412;
}

/** Level M and the mask, twice. */
export function drawFormat(grid: QrGrid, mask: number): void {
  const { size } = grid;
  const bits = formatBits(mask);
  const bit = (at: number): boolean => ((bits >>> at) & 1) === 1;
  for (let at = 0; at <= 5; at++) fix(grid, 8, at, bit(at));
  fix(grid, 8, 7, bit(6));
  fix(grid, 8, 8, bit(7));
  fix(grid, 7, 8, bit(8));
  for (let at = 9; at < 15; at++) fix(grid, 14 - at, 8, bit(at));
  for (let at = 0; at < 8; at++) fix(grid, size - 1 - at, 8, bit(at));
  for (let at = 8; at < 15; at++) fix(grid, 8, size - 15 + at, bit(at));
  fix(grid, 8, size - 8, true);
}

/** The version, twice, from 7 on (7.10). */
function drawVersion(grid: QrGrid, version: number): void {
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let at = 0; at < 18; at++) {
    const isOn = ((bits >>> at) & 1) === 1;
    const [far, near] = [grid.size - 11 + (at % 3), Math.floor(at / 3)];
    fix(grid, far, near, isOn);
    fix(grid, near, far, isOn);
  }
}

/** The places of the data, bit by bit: two columns at a time from the right, up and down in turn, past the timing column (7.7.3). */
export function* dataPlaces({ size, fixed }: QrGrid): Generator<number> {
  for (let pair = size - 1; pair >= 1; pair -= 2) {
    if (pair === 6) pair = 5;
    const isUp = ((pair + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [pair, pair - 1]) if (fixed[y * size + x] === 0) yield y * size + x;
    }
  }
}
