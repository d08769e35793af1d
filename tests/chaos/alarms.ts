import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Series, type SeriesReport } from './alarms/series.ts';
import { straceProblem } from './historian/kills/strace.ts';
import type { ChaosOptions, ChaosProgram, ChaosReport } from './program.ts';
import { median } from './shared/figures.ts';

const KILLS = 200;
const SHORT_KILLS = 8;
/** Kills on one data folder; then its journal is verified and tampered with, and another one begins. */
const KILLS_OF_SERIES = 100;

/** A round is one kill. */
export const alarms: ChaosProgram = {
  name: 'alarms',
  about:
    'kill -9 in a mains failure: no transition lost, no order twice, every urgent alarm sent, the journal unbroken',
  async run(options) {
    const kills = options.rounds ?? (options.short ? SHORT_KILLS : KILLS);
    const problem = straceProblem();
    if (problem) options.progress(`${problem}: nothing is killed at chosen system calls`);
    const root = await mkdtemp(join(tmpdir(), 'plantroom-chaos-alarms-'));
    try {
      const reports: SeriesReport[] = [];
      for (let first = 1; first <= kills; first += KILLS_OF_SERIES) {
        const last = Math.min(kills, first + KILLS_OF_SERIES - 1);
        reports.push(await playSeries(options, { root, first, last, isTraced: problem === undefined }));
      }
      return report(options, reports);
    } finally {
      await rm(root, { recursive: true, force: true, maxRetries: 10 });
    }
  },
};

interface Part {
  readonly root: string;
  readonly first: number;
  readonly last: number;
  readonly isTraced: boolean;
}

/** One that cannot be played to its end has failed; those after it are played all the same. */
async function playSeries({ seed, progress }: ChaosOptions, { root, ...part }: Part): Promise<SeriesReport> {
  const folder = await mkdtemp(join(root, 'series-'));
  const told = (line: string): void => progress(`alarms, kills ${part.first}–${part.last}: ${line}`);
  const beganAt = performance.now();
  try {
    const series = new Series({ ...part, seed, folder, cacheFolder: join(root, 'compiled'), progress: told });
    const played = await series.play();
    const seconds = ((performance.now() - beganAt) / 1_000).toFixed(0);
    told(`${seconds} s, ${played.rows} rows, ${played.messages} messages, ${played.failures.length} failures`);
    return played;
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...NOTHING, failures: [`not played to its end: ${text}`] };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

const NOTHING: SeriesReport = {
  ...{ failures: [], kills: 0, aimed: 0, hits: 0, whileOpening: 0, rows: 0, promised: 0, inFlight: 0, openMs: [] },
  ...{ messages: 0, repeats: 0, mostOfOneKill: 0, urgent: 0, urgentAnswered: 0 },
};

type Counted = Exclude<keyof SeriesReport, 'failures' | 'openMs' | 'mostOfOneKill'>;

function report({ seed }: ChaosOptions, reports: readonly SeriesReport[]): ChaosReport {
  const sum = (key: Counted): number => reports.reduce((total, one) => total + one[key], 0);
  const openMs = reports.flatMap((one) => one.openMs);
  const figures = {
    kills: sum('kills'),
    aimed: sum('aimed'),
    aimedHits: sum('hits'),
    killedWhileOpening: sum('whileOpening'),
    journalRows: sum('rows'),
    promised: sum('promised'),
    effectsInFlight: sum('inFlight'),
    messages: sum('messages'),
    repeatedMessages: sum('repeats'),
    mostRepeatedOfOneKill: Math.max(0, ...reports.map((one) => one.mostOfOneKill)),
    urgentAlarms: sum('urgent'),
    urgentAnsweredBefore: sum('urgentAnswered'),
    openMedianMs: Math.round(median(openMs)),
    openLargestMs: Math.round(Math.max(0, ...openMs)),
  };
  const failures = reports.flatMap((one) => one.failures).map((text) => `${text}  [--seed ${seed}]`);
  return { failures, lines: describe(figures), figures };
}

function describe(figures: Readonly<Record<string, number>>): string[] {
  const { kills, aimed, aimedHits, killedWhileOpening, journalRows, promised, effectsInFlight } = figures;
  const { messages, repeatedMessages, mostRepeatedOfOneKill } = figures;
  return [
    `${kills} kills, ${aimed} aimed (${aimedHits} hit their call), ${killedWhileOpening} while starting`,
    `${journalRows} rows of the journal, each as it must be; ${promised} things told or answered, all of them in it`,
    `${effectsInFlight} effects were in flight when killed and nobody had been told of them`,
    `${messages} messages, ${repeatedMessages} came twice, each under its own id and marked; at most ${mostRepeatedOfOneKill} because of one kill`,
    `${figures.urgentAlarms} urgent alarms announced: all arrived but ${figures.urgentAnsweredBefore}, which somebody had answered before`,
    `starting ${figures.openMedianMs} ms (median), ${figures.openLargestMs} ms (largest)`,
  ];
}
