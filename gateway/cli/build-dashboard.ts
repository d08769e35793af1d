import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');
const DASHBOARD = join(ROOT, 'dashboard');
const STAMP = join(DASHBOARD, 'dist', '.built-from');
/** What the bundle is made of; tests are not. */
const SOURCES = [
  DASHBOARD,
  join(ROOT, 'gateway', 'contract'),
  join(ROOT, 'gateway', 'domain'),
  join(ROOT, 'package.json'),
];

/** Every file below a place, sorted, without what the build itself writes. */
function filesOf(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.name !== 'dist' && !entry.name.endsWith('.md') && !entry.name.includes('.test.'))
    .flatMap((entry) => filesOf(join(place, entry.name)))
    .sort();
}

/** Changes whenever a source is added, removed or written. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf)) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Builds the dashboard unless what is there was built from these very sources. */
async function buildDashboard(): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const started = performance.now();
  // Vite obeys a NODE_ENV it finds, and a caller's "test" would bundle React's development build, twice the size.
  process.env.NODE_ENV = 'production';
  await build({ configFile: join(DASHBOARD, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(STAMP, wanted);
  console.log(`dashboard built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

await buildDashboard();
