import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outdatedFiles, writeFiles } from './write-files.ts';

const files = [
  { path: 'a/one.json', content: () => '1\n' },
  { path: 'two.json', content: () => '2\n' },
];

describe('generated files', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'generate-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are all outdated when missing', () => {
    expect(outdatedFiles(root, files)).toEqual(['a/one.json', 'two.json']);
  });

  it('are up to date once written, folders included', () => {
    writeFiles(root, files);
    expect(readFileSync(join(root, 'a/one.json'), 'utf8')).toBe('1\n');
    expect(outdatedFiles(root, files)).toEqual([]);
  });

  it('are named when somebody edited them', () => {
    writeFiles(root, files);
    writeFileSync(join(root, 'two.json'), '3\n');
    expect(outdatedFiles(root, files)).toEqual(['two.json']);
  });
});
