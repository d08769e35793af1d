import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { REPOSITORY } from '../harness/child.ts';
import { buildDashboard } from '../harness/control-room.ts';

const MOST_BYTES = 250_000;
const DIST = join(REPOSITORY, 'dashboard/dist');

beforeAll(buildDashboard);

/** What the page asks for before anything is drawn: its own module and those it preloads. The sign-in page is among them. */
function entryScripts(): string[] {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
}

test('what is loaded before the first paint fits 250 kB of compressed JavaScript', () => {
  const scripts = entryScripts();
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts.map((path) => gzipSync(readFileSync(join(DIST, path))).length);
  const total = bytes.reduce((sum, one) => sum + one, 0);
  console.log(`JavaScript before the first paint: ${(total / 1000).toFixed(1)} kB gzip in ${scripts.length} files`);
  expect(total).toBeLessThanOrEqual(MOST_BYTES);
});
