import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openHistorian } from '../../../gateway/historian/historian.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import { Child } from '../../harness/child.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';

const KILLS = 8;
/** 100 ms of gathering, plus what a busy machine takes for one commit. */
const LOSS_LIMIT_MS = 1_000;

/** The last number a program reported in lines that begin with `word`. */
function lastNumber(output: string, word: string): number {
  const found = output.match(new RegExp(`^${word} (\\d+)( .*)?$`, 'gm'))?.at(-1);
  return found ? Number(found.split(' ')[1]) : -1;
}

/** When number `n` was appended, ms since the epoch. */
const appendedAt = (output: string, n: number): number =>
  Number(output.match(new RegExp(`^appended ${n} (.*)$`, 'm'))?.[1]);

test('kill -9 at any moment loses nothing that was flushed, and at most the last moments of what was not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-history-'));
  const startMs = Date.now() - 3_600_000;
  const promised = new Set<number>();
  const lossesMs: number[] = [];
  let [first, killedAt, output] = [0, 0, ''];

  const recorded = async (): Promise<number[]> => {
    const historian = await openHistorian({
      folder,
      siteId: 'site-1',
      points: [],
      sinks: [],
      retention: { rawMs: 90 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
      clock: systemClock,
      logger: silentLogger,
      metrics: silentMetrics,
    });
    const { last } = await historian.reader.query('K.n', startMs, startMs + 3_600_000, 10_000);
    await historian.close();
    return [...last].filter((value) => !Number.isNaN(value));
  };

  for (let kill = 0; kill < KILLS; kill++) {
    const child = new Child([
      'tests/acceptance/timed/historian-kill-writer.ts',
      folder,
      String(startMs),
      String(first),
    ]);
    await child.line(/^flushed \d+/);
    await pause(Math.random() * 400);
    await child.kill();
    killedAt = performance.timeOrigin + performance.now();
    output = child.output;
    const flushed = lastNumber(output, 'flushed');
    for (let n = first; n <= flushed; n++) promised.add(n);
    const newest = (await recorded()).at(-1)!;
    const firstLost = appendedAt(output, newest + 1);
    lossesMs.push(Number.isNaN(firstLost) ? 0 : killedAt - firstLost);
    expect(newest).toBeGreaterThanOrEqual(flushed);
    first = lastNumber(output, 'appended') + 1;
  }

  const values = new Set(await recorded());
  rmSync(folder, { recursive: true });
  console.log(`largest loss of unflushed samples in ${KILLS} kills: ${Math.max(...lossesMs).toFixed(0)} ms`);
  expect([...promised].filter((n) => !values.has(n))).toEqual([]);
  expect(Math.max(...lossesMs)).toBeLessThan(LOSS_LIMIT_MS);
});
