import { openSync, writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { BatchBuilder } from '../../../../gateway/domain/sample.ts';
import { openHistorian } from '../../../../gateway/historian/historian.ts';
import { systemClock } from '../../../../gateway/observability/system-clock.ts';
import type { Historian } from '../../../../gateway/ports/historian.ts';
import { silentMetrics } from '../../../harness/silent-metrics.ts';
import { createErrorCounter } from './error-counter.ts';
import { readHoldings } from './holdings.ts';
import { pointsOf, TICK_MS, valueAt } from './ticks.ts';
import type { FromWriter, ToWriter, WriterSettings } from './writer-protocol.ts';

/**
 * The program that is killed: a gateway's historian, given numbered samples at a high rate. It journals `a N` before
 * tick N - 1 is the newest one appended, and `c N` when everything before tick N was reported as committed.
 */
const STEP_MS = 5;
const LONGEST_CALM_MS = 150;
const LAG_RESOLUTION_MS = 10;
const WELL_WITHIN_MS = 20_000;

const settings: WriterSettings = JSON.parse(process.argv[2] ?? '');
const journal = openSync(settings.journal, 'a');
const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
const errors = createErrorCounter();
const batch = new BatchBuilder();
let historian: Historian | undefined;
let next = 0;
let isPaused = false;

const say = (message: FromWriter): void => void writeSync(1, `${JSON.stringify(message)}\n`);

function step(): void {
  if (!historian || isPaused) return;
  const end = next + settings.ticksPerStep;
  writeSync(journal, `a ${end}\n`);
  for (; next < end; next++) {
    batch.clear();
    for (let p = 0; p < settings.points; p++)
      batch.add(p, valueAt(p, next, settings.divisor), 0, settings.startMs + next * TICK_MS);
    historian.append(batch);
  }
}

async function confirm(opened: Historian): Promise<void> {
  while (!isPaused) {
    const appended = next;
    await opened.flush();
    writeSync(journal, `c ${appended}\n`);
    await pause(Math.random() * LONGEST_CALM_MS);
  }
}

async function go({ verifyFrom, first }: Extract<ToWriter, { kind: 'go' }>): Promise<void> {
  const { folder, sinks, logBytes, freeDiskBytes, points } = settings;
  const beganAt = performance.now();
  const opened = await openHistorian({
    ...{ folder, siteId: 'site-1', points: pointsOf(points), sinks },
    retention: { rawMs: 365 * 86_400_000, logBytes, freeDiskBytes },
    ...{ clock: systemClock, logger: errors.logger, metrics: silentMetrics },
  });
  await untilWell(opened);
  const openMs = performance.now() - beganAt;
  const holdings = await readHoldings(opened.reader, settings, verifyFrom, first);
  say({ kind: 'opened', openMs, status: await opened.status(), holdings });
  next = first;
  historian = opened;
  lag.enable();
  systemClock.every(STEP_MS, step);
  void confirm(opened);
}

/** A disk in trouble does not hold up the start; what is asked next wants the history. */
async function untilWell(opened: Historian): Promise<void> {
  const deadline = performance.now() + WELL_WITHIN_MS;
  while (!(await opened.status()).healthy && performance.now() < deadline) await pause(20);
}

async function obey(command: ToWriter): Promise<void> {
  if (command.kind === 'go')
    return go(command).catch((error: unknown) => say({ kind: 'refused', problem: String(error) }));
  if (!historian) return;
  switch (command.kind) {
    case 'verify':
      return say({
        kind: 'verified',
        holdings: await readHoldings(historian.reader, settings, command.from, command.to),
      });
    case 'status': {
      const lagP99Ms = lag.percentile(99) / 1e6 - LAG_RESOLUTION_MS;
      return say({ kind: 'status', status: await historian.status(), next, lagP99Ms, errors: errors.counts() });
    }
    case 'pause':
      isPaused = true;
      await historian.flush();
      writeSync(journal, `c ${next}\n`);
      return say({ kind: 'paused', next });
    case 'close':
      isPaused = true;
      await historian.close();
      say({ kind: 'closed' });
      process.exit(0);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => void obey(JSON.parse(line)));
say({ kind: 'booted' });
