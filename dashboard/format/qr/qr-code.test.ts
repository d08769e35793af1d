import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qrCode, qrPath } from './qr-code.ts';
import { dataPlaces, emptyGrid, formatBits, isDark, type QrGrid } from './qr-grid.ts';
import { applyMask, MASK_COUNT } from './qr-mask.ts';
import { correctionOf, multiply } from './reed-solomon.ts';

test('correction codewords are those of the example in the standard', () => {
  // ISO/IEC 18004, annex I: "01234567" in version 1-M.
  const data = Uint8Array.from([
    0x10,
    0x20,
    0x0c,
    0x56,
    0x61,
    0x80,
    ...Array.from({ length: 10 }, (_, n) => (n % 2 ? 0x11 : 0xec)),
  ]);
  const check = [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55];
  expect([...correctionOf(data, 10)]).toEqual(check);
});

test('the format bits are those of the table in the standard', () => {
  // ISO/IEC 18004, annex C: level M, masks 0 to 7.
  const table = [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0];
  expect(table.map((_, mask) => formatBits(mask))).toEqual(table);
});

test('every module belongs to a pattern or to the data, and the data have the room the standard gives them', () => {
  const all = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346];
  for (const [at, codewords] of all.entries()) {
    const places = [...dataPlaces(emptyGrid(at + 1))];
    expect(new Set(places).size).toBe(places.length);
    expect(Math.floor(places.length / 8)).toBe(codewords);
  }
});

/** Blocks of level M: codewords of correction in each, and how many blocks. */
const SHAPES = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
] as const;

/** Reads a code as a reader does that sees every module right; throws where correction finds a fault. */
function read(grid: QrGrid): string {
  const version = (grid.size - 17) / 4;
  let bits = 0;
  for (const [at, [x, y]] of formatPlaces().entries()) bits |= (isDark(grid, x, y) ? 1 : 0) << at;
  const mask = Array.from({ length: MASK_COUNT }, (_, one) => one).find((one) => formatBits(one) === bits);
  expect(mask).toBeDefined();
  const plain = { ...grid, dark: grid.dark.slice(), fixed: emptyGrid(version).fixed };
  applyMask(plain, mask!);
  const stream = [...dataPlaces(plain)].map((at) => plain.dark[at]!);
  const words = Array.from({ length: Math.floor(stream.length / 8) }, (_, n) =>
    stream.slice(n * 8, n * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
  const data = deinterleaved(words, version);
  const lengthBits = version < 10 ? 8 : 16;
  const text = data.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  expect(text.slice(0, 4)).toBe('0100');
  const length = Number.parseInt(text.slice(4, 4 + lengthBits), 2);
  const bytes = Array.from({ length }, (_, n) =>
    Number.parseInt(text.slice(4 + lengthBits + n * 8, 12 + lengthBits + n * 8), 2),
  );
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const formatPlaces = (): [number, number][] => [
  ...Array.from({ length: 6 }, (_, at): [number, number] => [8, at]),
  ...([
    [8, 7],
    [8, 8],
    [7, 8],
  ] as [number, number][]),
  ...Array.from({ length: 6 }, (_, at): [number, number] => [5 - at, 8]),
];

function deinterleaved(words: readonly number[], version: number): number[] {
  const [correction, blocks] = SHAPES[version - 1]!;
  const short = Math.floor(words.length / blocks) - correction;
  const lengths = Array.from({ length: blocks }, (_, n) => short + (n < blocks - (words.length % blocks) ? 0 : 1));
  const parts = lengths.map((): number[] => []);
  let at = 0;
  for (let column = 0; column <= short; column++) {
    for (const [n, part] of parts.entries()) if (column < lengths[n]!) part.push(words[at++]!);
  }
  const data = parts.flat();
  for (let column = 0; column < correction; column++) for (const part of parts) part.push(words[at++]!);
  for (const part of parts) expect(syndromes(part, correction)).toEqual(Array(correction).fill(0));
  return data;
}

/** A block without a fault is divisible by every factor of the generator. */
function syndromes(block: readonly number[], count: number): number[] {
  const results: number[] = [];
  for (let n = 0, root = 1; n < count; n++, root = multiply(root, 2)) {
    results.push(block.reduce((sum, word) => multiply(sum, root) ^ word, 0));
  }
  return results;
}

test('a code can be read again, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const grid = qrCode(text);
      if (new TextEncoder().encode(text).length > 213) expect(grid).toBeUndefined();
      else expect(read(grid!)).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
    }),
    { numRuns: 60 },
  );
});

test('every length up to the largest is read again; a longer one gives no code', () => {
  for (const length of [0, 14, 15, 26, 27, 42, 62, 84, 106, 122, 152, 180, 181, 213]) {
    const text = 'x'.repeat(length);
    expect(read(qrCode(text)!)).toBe(text);
  }
  expect(qrCode('x'.repeat(214))).toBeUndefined();
});

test('the drawing has a border of four modules', () => {
  const grid = qrCode('http://10.0.0.5:8080/q/e-CH-1-7K2M9Q')!;
  const { path, side } = qrPath(grid);
  expect(side).toBe(grid.size + 8);
  expect(path.startsWith('M4 4h1v1h-1z')).toBe(true);
});
