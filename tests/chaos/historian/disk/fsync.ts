import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { straceProblem } from '../kills/strace.ts';
import { Writer } from '../kills/writer.ts';
import type { FromWriter, WriterSettings } from '../kills/writer-protocol.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts';
import { type Fault, type FaultResult, playFault } from './fsync-fault.ts';

const AT_ONCE = 2;
const SHORT_FAULTS: readonly Fault[] = [
  { call: 'fsync', error: 'EIO', nth: 4 },
  { call: 'fsync', error: 'EIO', nth: 45 },
  { call: 'fsync', error: 'ENOSPC', nth: 46 },
  { call: 'pwrite64', error: 'ENOSPC', nth: 200 },
];
const FSYNCS = 40;
const WRITES = 200;
const WRITES_STEP = 7;
const DELAY_MS = 300;
const LAG_WINDOW_MS = 6_000;
const SHORT_LAG_WINDOW_MS = 3_000;
/** What the delay may add to the lateness of a 10 ms timer, p99: a small part of it, and more than a busy machine does. */
const LAG_LIMIT_MS = DELAY_MS / 10;
const DAY_MS = 86_400_000;

/** Every fsync and write of an opening and the first commits fails once, in one life each; then every fsync is slow. */
export const fsync: Scenario = {
  name: 'fsync',
  about:
    'fsync and writes fail once with EIO and ENOSPC, and fsync takes 300 ms: nothing is lost, the main thread does not notice',
  run: async (options) => {
    const problem = straceProblem();
    if (problem) throw new Error(problem);
    const faults = options.short ? SHORT_FAULTS : allFaults();
    const results = await playAll(faults, options);
    const lag = await measureLag(options);
    return report(faults, results, lag);
  },
};

function allFaults(): Fault[] {
  const faults: Fault[] = [];
  for (const error of ['EIO', 'ENOSPC'] as const) {
    for (let nth = 1; nth <= FSYNCS; nth++) faults.push({ call: 'fsync', error, nth });
    for (let nth = 1; nth <= WRITES; nth += WRITES_STEP) faults.push({ call: 'pwrite64', error, nth });
  }
  return faults;
}

async function playAll(faults: readonly Fault[], options: ScenarioOptions): Promise<FaultResult[]> {
  const results: FaultResult[] = [];
  const waiting = faults.entries();
  const work = async (): Promise<void> => {
    for (const [i, fault] of waiting) {
      const settings = settingsIn(options, `fault-${i}`);
      results[i] = await playFault(fault, settings, join(options.folder, 'compiled'));
      for (const text of results[i].wrong) options.progress(`FAILED ${describeFault(fault)}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

function settingsIn({ folder }: ScenarioOptions, name: string): WriterSettings {
  mkdirSync(join(folder, name));
  return {
    folder: join(folder, name, 'data'),
    journal: join(folder, name, 'journal'),
    points: 25,
    startMs: Math.floor(Date.now() / DAY_MS - 80) * DAY_MS,
    ticksPerStep: 4,
    sinks: [],
    logBytes: 2e9,
    freeDiskBytes: 0,
  };
}

interface Lag {
  readonly plainMs: number;
  readonly delayedMs: number;
  readonly dropped: number;
}

/** The lateness of a 10 ms timer of the main thread, p99, with every fsync as it is and with every fsync delayed. */
async function measureLag(options: ScenarioOptions): Promise<Lag> {
  const settings = settingsIn(options, 'lag');
  const plain = await lagOf(options, settings, 0, 0);
  const delayed = await lagOf(options, settings, DELAY_MS, plain.next);
  return { plainMs: plain.lagP99Ms, delayedMs: delayed.lagP99Ms, dropped: delayed.status.droppedSamples };
}

async function lagOf(
  options: ScenarioOptions,
  settings: WriterSettings,
  delayMs: number,
  first: number,
): Promise<Extract<FromWriter, { kind: 'status' }>> {
  const injection = { calls: ['fsync'], tampering: `delay_enter=${delayMs * 1_000}` };
  const writer = new Writer(settings, injection, join(options.folder, 'compiled'));
  try {
    await writer.answer('booted');
    await writer.ask({ kind: 'go', verifyFrom: first, first }, 'opened');
    await pause(options.short ? SHORT_LAG_WINDOW_MS : LAG_WINDOW_MS);
    return await writer.ask({ kind: 'status' }, 'status');
  } finally {
    await writer.remove();
  }
}

function report(faults: readonly Fault[], results: readonly FaultResult[], lag: Lag): ScenarioReport {
  const failures = results.flatMap(({ wrong }, i) => wrong.map((text) => `${describeFault(faults[i]!)}: ${text}`));
  if (lag.delayedMs > lag.plainMs + LAG_LIMIT_MS)
    failures.push(`fsync of ${DELAY_MS} ms: timers ${lag.delayedMs} ms late (p99) instead of ${lag.plainMs} ms`);
  if (lag.dropped > 0) failures.push(`fsync of ${DELAY_MS} ms: ${lag.dropped} samples were dropped`);
  const count = (is: (result: FaultResult) => boolean): number => results.filter(is).length;
  const figures = {
    faults: faults.length,
    struck: count(({ hasStruck }) => hasStruck),
    whileOpening: count(({ whileOpening }) => whileOpening),
    lagP99PlainMs: lag.plainMs,
    lagP99DelayedMs: lag.delayedMs,
  };
  return {
    failures,
    lines: [
      `${figures.faults} single faults, ${figures.struck} struck, ${figures.whileOpening} of them while opening; no fsync was trusted after one had failed`,
      `main thread: a 10 ms timer is ${lag.plainMs.toFixed(1)} ms late (p99), with every fsync taking ${DELAY_MS} ms more ${lag.delayedMs.toFixed(1)} ms`,
    ],
    figures,
  };
}

const describeFault = ({ call, error, nth }: Fault): string => `${error} at ${call} ${nth}`;
