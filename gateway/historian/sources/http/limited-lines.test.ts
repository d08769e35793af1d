import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitedLines } from './limited-lines.ts';

async function* chunksOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (let i = 1; i < edges.length; i++) yield bytes.subarray(edges[i - 1], edges[i]);
}

async function read(text: string, cuts: readonly number[], limits = { bytes: 1e6, lineBytes: 1e6 }): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of limitedLines(chunksOf(Buffer.from(text), cuts), limits)) lines.push(line);
  return lines;
}

test('lines are the same however the body is cut, also inside a character', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', '机', '😀', ' b'), minLength: 1 }).map((text) => `x${text}x`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.nat()),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      async (lines, cuts, end) => {
        expect(await read(lines.join(end), cuts)).toEqual(lines);
        expect(await read(lines.map((one) => one + end).join(''), cuts)).toEqual(lines);
      },
    ),
  );
});

test('more than allowed is cut off, in the body and in a line', async () => {
  await expect(read('abc\n'.repeat(100), [50, 100, 200], { bytes: 150, lineBytes: 100 })).rejects.toMatchObject({
    reason: 'too-large',
  });
  await expect(read('a'.repeat(100), [10, 20, 30], { bytes: 1000, lineBytes: 50 })).rejects.toMatchObject({
    reason: 'too-large',
  });
});
