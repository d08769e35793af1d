import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NOTHING_LEARNED } from './holes.ts';
import { KnowledgeFile, type LineKnowledge } from './knowledge-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantroom-modbus-'));
});
afterEach(() => rm(folder, { recursive: true }));

const COST = { requestMs: 28, registerMs: 2.3, bitMs: 0.15 };
const holding = { ...NOTHING_LEARNED, cap: 60, cuts: [10], unsupported: [{ start: 4, end: 6 }] };

test('what is kept comes back, holes and costs', async () => {
  const path = join(folder, 'deeper', 'line.json');
  const knowledge: LineKnowledge = new Map([
    ['a', { tables: new Map([['holding', holding]]), cost: { estimate: COST, learned: { ...COST, requestMs: 60 } } }],
    ['b', { tables: new Map(), cost: undefined }],
  ]);
  await new KnowledgeFile(path).save(knowledge);
  expect(await new KnowledgeFile(path).load()).toEqual(knowledge);
});

test('a file of the first version, without costs, is still understood', async () => {
  const path = join(folder, 'line.json');
  await writeFile(path, JSON.stringify({ version: 1, devices: { a: { holding } } }));
  expect(await new KnowledgeFile(path).load()).toEqual(
    new Map([['a', { tables: new Map([['holding', holding]]), cost: undefined }]]),
  );
});

test('a write that fails does not prevent the next', async () => {
  const path = join(folder, 'taken', 'line.json');
  await writeFile(join(folder, 'taken'), '');
  const file = new KnowledgeFile(path);
  await expect(file.save(new Map())).rejects.toThrow();
  await rm(join(folder, 'taken'));
  await file.save(new Map([['a', { tables: new Map(), cost: undefined }]]));
  expect(await readFile(path, 'utf8')).toBe('{"version":2,"devices":{"a":{"tables":{}}}}');
});
