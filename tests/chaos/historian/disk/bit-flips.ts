import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, whole } from '../../../simulators/model/random.ts';
import { damagedFiles } from '../kills/files-check.ts';
import { describeSpans } from '../kills/ticks.ts';
import { Writer } from '../kills/writer.ts';
import type { WriterSettings } from '../kills/writer-protocol.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts';
import { HARMS, type Harm, harmFile } from './harm-file.ts';

const POINTS = 10;
const DAY_MS = 86_400_000;
const FILES = ['log.sqlite', 'log.sqlite', 'history.sqlite', 'history.sqlite', 'points.sqlite'];
const ROUNDS = { full: 300, short: 10 };
const AT_ONCE = 2;
const LIFE_MS = { full: 4_000, short: 2_000 };
/** What is recorded after the harm, to see that recording goes on. */
const AFTERWARDS_MS = 300;
const OPEN_LIMIT_MS = 10_000;

interface Template {
  readonly folder: string;
  /** Everything before this tick is in blocks of the history and in the log. */
  readonly packed: number;
  /** Everything from there to here is in the log only. */
  readonly end: number;
}

interface Round {
  readonly number: number;
  readonly file: string;
  readonly harm: Harm;
}

interface Result {
  readonly wrong: readonly string[];
  readonly lost: number;
  /** Damaged records and files that were set aside. */
  readonly aside: number;
  readonly what: string;
}

/** A round harms one file of a closed historian, opens it, records a little more, and opens it once more. */
export const bitFlips: Scenario = {
  name: 'bit-flips',
  about:
    'bits, pages and whole files of a closed historian change: it starts, skips what is damaged, keeps the rest and goes on recording',
  run: async (options) => {
    const template = await createTemplate(options);
    const rounds = planRounds(options);
    const results: Result[] = [];
    const waiting = rounds.entries();
    const work = async (): Promise<void> => {
      for (const [i, round] of waiting) results[i] = await playRound(round, template, options);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return report(rounds, results, template);
  },
};

function settingsIn(options: ScenarioOptions, folder: string, ticksPerStep: number): WriterSettings {
  return {
    folder,
    journal: join(options.folder, 'journal'),
    points: POINTS,
    startMs: Math.floor(Date.now() / DAY_MS - 60) * DAY_MS,
    ticksPerStep,
    sinks: [],
    logBytes: 2e9,
    freeDiskBytes: 0,
  };
}

/** One life that ends in order, so that all is packed, and one that is killed, so that its samples are in the log only. */
async function createTemplate(options: ScenarioOptions): Promise<Template> {
  const folder = join(options.folder, 'template');
  const lifeMs = options.short ? LIFE_MS.short : LIFE_MS.full;
  const packed = await live(options, folder, 0, lifeMs, 'close');
  const end = await live(options, folder, packed, lifeMs / 2, 'kill');
  for (const name of new Set(FILES)) {
    const database = new DatabaseSync(join(folder, name));
    // Otherwise the write-ahead file covers what is harmed.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
  }
  return { folder, packed, end };
}

async function live(
  options: ScenarioOptions,
  folder: string,
  first: number,
  forMs: number,
  end: 'close' | 'kill',
): Promise<number> {
  const writer = new Writer(settingsIn(options, folder, 8), undefined, join(options.folder, 'compiled'));
  try {
    await writer.answer('booted');
    await writer.ask({ kind: 'go', verifyFrom: first, first }, 'opened');
    await pause(forMs);
    const { next } = await writer.ask({ kind: 'pause' }, 'paused');
    if (end === 'close') await writer.ask({ kind: 'close' }, 'closed');
    return next;
  } finally {
    await writer.remove();
  }
}

function planRounds({ seed, rounds, round, short }: ScenarioOptions): Round[] {
  const count = rounds ?? (short ? ROUNDS.short : ROUNDS.full);
  const numbers = round === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [round];
  return numbers.map((number) => {
    const random = createRandom(seed, `plan ${number}`);
    return { number, file: FILES[number % FILES.length]!, harm: HARMS[whole(random, 0, HARMS.length - 1)]! };
  });
}

async function playRound({ number, file, harm }: Round, template: Template, options: ScenarioOptions): Promise<Result> {
  const folder = join(options.folder, `round-${number}`);
  mkdirSync(folder);
  cpSync(template.folder, folder, { recursive: true });
  const what = `${file}: ${harmFile(join(folder, file), harm, createRandom(options.seed, `harm ${number}`))}`;
  const { wrong, lost } = await look(folder, template, options).catch((error: Error) => ({
    wrong: [error.message],
    lost: 0,
  }));
  const aside = countAside(folder);
  if (lost > 0 && aside === 0) wrong.push(`${lost} samples lost without a word`);
  for (const text of wrong) options.progress(`FAILED round ${number}, ${what}: ${text}`);
  if (lost > 0) options.progress(`round ${number}, ${what}: ${lost} samples lost, ${aside} records or files set aside`);
  rmSync(folder, { recursive: true });
  return { wrong, lost, aside, what };
}

function countAside(folder: string): number {
  const records = ['log.sqlite', 'history.sqlite'].map((name) => {
    const database = new DatabaseSync(join(folder, name), { readOnly: true });
    const { n } = database.prepare('SELECT count(*) AS n FROM damaged').get() ?? {};
    database.close();
    return Number(n);
  });
  return records.reduce((sum, n) => sum + n, damagedFiles(folder).length);
}

async function look(
  folder: string,
  { end }: Template,
  options: ScenarioOptions,
): Promise<{ wrong: string[]; lost: number }> {
  const settings = settingsIn(options, folder, 1);
  const first = new Writer(settings, undefined, join(options.folder, 'compiled'));
  const second = new Writer({ ...settings, ticksPerStep: 0 }, undefined, join(options.folder, 'compiled'));
  try {
    await first.answer('booted');
    const opened = await first.ask({ kind: 'go', verifyFrom: 0, first: end }, 'opened');
    await pause(AFTERWARDS_MS);
    const { next } = await first.ask({ kind: 'pause' }, 'paused');
    const { holdings } = await first.ask({ kind: 'verify', from: 0, to: next }, 'verified');
    const added = await first.ask({ kind: 'verify', from: end, to: next }, 'verified');
    const { status } = await first.ask({ kind: 'status' }, 'status');
    await first.ask({ kind: 'close' }, 'closed');
    await second.answer('booted');
    const again = await second.ask({ kind: 'go', verifyFrom: 0, first: next }, 'opened');
    const lost = POINTS * end - (holdings.samples - added.holdings.samples);
    const isWhole = added.holdings.samples === POINTS * (next - end);
    return {
      lost,
      wrong: [
        ...holdings.faults,
        ...(opened.openMs > OPEN_LIMIT_MS ? [`opening took ${opened.openMs.toFixed(0)} ms`] : []),
        ...(isWhole
          ? []
          : [`of what came afterwards, ${end}–${next - 1}, it holds ${describeSpans(added.holdings.spans)}`]),
        ...(status.healthy ? [] : [`not well: ${status.problem}`]),
        ...(again.holdings.samples === holdings.samples
          ? []
          : [`${holdings.samples} samples at first, ${again.holdings.samples} at the next start`]),
        ...again.holdings.faults,
      ],
    };
  } finally {
    await Promise.all([first.remove(), second.remove()]);
  }
}

function report(rounds: readonly Round[], results: readonly Result[], { packed, end }: Template): ScenarioReport {
  const failures = results.flatMap(({ wrong, what }, i) =>
    wrong.map((text) => `round ${rounds[i]!.number}, ${what}: ${text}`),
  );
  const harmless = results.filter(({ lost }) => lost === 0).length;
  const figures = {
    rounds: rounds.length,
    harmless,
    samples: POINTS * end,
    packed: POINTS * packed,
    mostLost: Math.max(...results.map(({ lost }) => lost)),
  };
  return {
    failures,
    lines: [
      `${figures.rounds} harms to a history of ${figures.samples} samples, ${harmless} cost nothing, the worst ${figures.mostLost}`,
    ],
    figures,
  };
}
