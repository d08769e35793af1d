import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileLines } from './file-lines.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function linesOf(bytes: Uint8Array | string): Promise<string[]> {
  const path = join(folder, 'file.csv');
  writeFileSync(path, bytes);
  const lines: string[] = [];
  for await (const { number, text } of fileLines(path)) {
    lines.push(text);
    expect(number).toBe(lines.length);
  }
  return lines;
}

test('lines come as they are, however they end and however the file is packed', async () => {
  const texts = fc.array(
    fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\ufeff]/.test(text)),
    { minLength: 1 },
  );
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (list, end, isPacked) => {
      const bytes = Buffer.from(list.map((text) => `${text}${end}`).join(''));
      expect(await linesOf(isPacked ? gzipSync(bytes) : bytes)).toEqual(list);
    }),
    { numRuns: 40 },
  );
});

test('reads what Excel writes: with marks, in UTF-16, in GB 18030, without a last line end', async () => {
  expect(await linesOf('\ufefftime,b1\nx,1')).toEqual(['time,b1', 'x,1']);
  expect(await linesOf(Buffer.from('\ufeff时间\r\n1\r\n', 'utf16le'))).toEqual(['时间', '1']);
  expect(await linesOf(Uint8Array.of(0xca, 0xb1, 0xbc, 0xe4, 0x0a, 0x31))).toEqual(['时间', '1']);
});

test('a file that is not there, is torn or has no lines is told in words', async () => {
  await expect(async () => {
    for await (const _line of fileLines(join(folder, 'none.csv')));
  }).rejects.toThrow(/none.csv cannot be read/);
  const torn = gzipSync(Buffer.from('a\n'.repeat(1e5)));
  await expect(linesOf(torn.subarray(0, torn.length / 2))).rejects.toThrow(/cannot be read/);
  await expect(linesOf('x'.repeat(2_000_000))).rejects.toThrow(/never ends/);
});
