import { isDark, type QrGrid } from './qr-grid.ts';

/** Whether a mask turns the module over (ISO/IEC 18004, table 10). */
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
export const MASK_COUNT = MASKS.length;

/** Turns the data modules over; twice is as it was. */
export function applyMask({ size, dark, fixed }: QrGrid, mask: number): void {
  for (let at = 0; at < dark.length; at++) {
    if (fixed[at] === 0 && MASKS[mask]!(at % size, Math.floor(at / size))) dark[at]! ^= 1;
  }
}

const LIGHT_THEN_FINDER = '00001011101';
const FINDER_THEN_LIGHT = '10111010000';

/** How hard a code is to read: long runs, blocks, what looks like a finder, and too much of one colour (7.8.3). Less is better. */
export function penaltyOf(grid: QrGrid): number {
  const { size, dark } = grid;
  let penalty = 0;
  for (let line = 0; line < size; line++) {
    penalty += lineOf((at) => isDark(grid, at, line), size) + lineOf((at) => isDark(grid, line, at), size);
  }
  for (let y = 0; y + 1 < size; y++) for (let x = 0; x + 1 < size; x++) penalty += isBlock(grid, x, y) ? 3 : 0;
  const share = dark.reduce((sum, one) => sum + one, 0) / dark.length;
  return penalty + Math.floor(Math.abs(share - 0.5) * 20) * 10;
}

function lineOf(read: (at: number) => boolean, size: number): number {
  const text = Array.from({ length: size }, (_, at) => (read(at) ? '1' : '0')).join('');
  const runs = [...text.matchAll(/0{5,}|1{5,}/g)].reduce((sum, [run]) => sum + run.length - 2, 0);
  return runs + 40 * (countOf(text, LIGHT_THEN_FINDER) + countOf(text, FINDER_THEN_LIGHT));
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
  return count;
}

function isBlock(grid: QrGrid, x: number, y: number): boolean {
  const first = isDark(grid, x, y);
  return isDark(grid, x + 1, y) === first && isDark(grid, x, y + 1) === first && isDark(grid, x + 1, y + 1) === first;
}
