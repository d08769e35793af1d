import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { REPOSITORY } from '../../harness/child.ts';
import { buildDashboard } from '../../harness/control-room.ts';
import type { Benchmark } from '../benchmark.ts';

const DIST = join(REPOSITORY, 'dashboard/dist');
const MOST_KB = 250;
const GOAL_KB = 150;
const LARGEST_SHOWN = 5;

/** What has to be loaded before anything is drawn. */
export const weight: Benchmark = {
  name: 'weight',
  about: 'compressed script before the first paint, and what comes after it',
  async run() {
    await buildDashboard();
    const first = firstScripts();
    const kB = sum(first);
    const later = readdirSync(join(DIST, 'assets'))
      .filter((file) => file.endsWith('.js') && !first.some((one) => one.file === file))
      .map(sized)
      .sort((a, b) => b.kB - a.kB);
    const listed = (files: readonly Sized[]): string =>
      files.map((one) => `${one.file} ${one.kB.toFixed(1)}`).join(', ');
    return {
      lines: [
        `first load ${kB.toFixed(1)} kB gzip in ${first.length} scripts (limit ${MOST_KB} kB, goal ${GOAL_KB} kB): ${listed(first)}`,
        `later ${sum(later).toFixed(0)} kB in ${later.length} scripts; largest: ${listed(later.slice(0, LARGEST_SHOWN))}`,
      ],
      figures: { firstKB: kB, first, laterKB: sum(later), later: later.length },
    };
  },
};

interface Sized {
  readonly file: string;
  readonly kB: number;
}

const sized = (file: string): Sized => ({
  file,
  kB: gzipSync(readFileSync(join(DIST, 'assets', file))).length / 1000,
});
const sum = (files: readonly Sized[]): number => files.reduce((total, { kB }) => total + kB, 0);

/** The module of the page and those it preloads. */
function firstScripts(): Sized[] {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, file]) => sized(file!));
}
