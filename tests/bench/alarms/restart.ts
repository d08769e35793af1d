import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Notice } from '../../../gateway/ports/outbox.ts';
import type { Benchmark } from '../benchmark.ts';
import { withFolder } from '../historian/folder.ts';
import { openBenchAlarms } from './bench-alarms.ts';
import { benchConditions, conditionOf, IN_ALARM } from './bench-conditions.ts';
import { startBenchProvider, urlOf } from './bench-provider.ts';
import { until } from './pace.ts';

const CONDITIONS = 5_000;
const NOTICES = 10_000;
const TARGET_MS = 10_000;
const PROCESS = join(import.meta.dirname, 'restart-process.ts');

/** Moments of the process, ms since it began. */
interface Moments {
  /** The sources are loaded. */
  readonly booted: number;
  /** Samples are judged. */
  readonly evaluating: number;
  /** What the first sample did is on disk. */
  readonly committed: number;
}

/** A process that begins on what another has left. */
export const restart: Benchmark = {
  name: 'restart',
  about: `from the start of the process to judging, ${CONDITIONS} conditions`,
  async run() {
    // The sources are read from disk once.
    await withFolder(0, (folder) => startOn(folder));
    const empty = await withFolder(0, (folder) => startOn(folder));
    const full = await withFolder(0, async (folder) => {
      await fill(folder);
      return startOn(folder);
    });
    const line = (what: string, { booted, evaluating, committed }: Moments): string =>
      `${what} judging after ${ms(evaluating)} ms (of that ${ms(booted)} ms loading sources), the first alarm on disk after ${ms(committed)} ms`;
    return {
      lines: [
        `${line(`${CONDITIONS} open alarms and ${NOTICES} messages waiting:`, full)} (target: ${TARGET_MS} ms)`,
        line('nothing left behind:', empty),
        `${(full.evaluating / empty.evaluating).toFixed(2)} times as long`,
      ],
      figures: { full, empty },
    };
  },
};

const ms = (time: number): string => time.toFixed(0);

async function startOn(folder: string): Promise<Moments> {
  const provider = await startBenchProvider(() => undefined);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      PROCESS,
      folder,
      urlOf(provider),
      String(CONDITIONS),
    ]);
    return JSON.parse(stdout);
  } finally {
    await provider.stop();
  }
}

/** Everything but the last condition, which is to trip afterwards, is in alarm; the provider does not answer. */
async function fill(folder: string): Promise<void> {
  let committed = 0;
  const provider = await startBenchProvider(() => undefined);
  provider.script = () => ({ status: 429, headers: { 'retry-after': '3600' } });
  const conditions = benchConditions(CONDITIONS);
  const alarms = await openBenchAlarms({
    ...{ folder, conditions, url: urlOf(provider) },
    onCommitted: (transitions) => {
      committed += transitions.filter(({ events }) => events.some(({ type }) => type === 'activated')).length;
    },
  });
  try {
    alarms.feed(
      Array.from({ length: CONDITIONS - 1 }, (_one, point) => point),
      IN_ALARM,
    );
    if (!(await until(() => committed === CONDITIONS - 1, 120_000))) throw new Error('the alarms are not on disk');
    const { outbox } = alarms.store;
    const isTold = async (): Promise<boolean> => (await outbox.counts())[0]?.waiting === CONDITIONS - 1;
    if (!(await until(isTold, 120_000))) throw new Error('the messages are not in the outbox');
    await outbox.add(Array.from({ length: NOTICES - CONDITIONS + 1 }, (_one, n) => moreNotice(n)));
  } finally {
    await alarms.close();
    await provider.stop();
  }
}

/** As a later step of an escalation would queue it. */
const moreNotice = (n: number): Notice => ({
  ...{ id: `more-${n}`, channel: 'provider', kind: 'alarm', recipient: '', address: '', language: 'both' },
  ...{ alarmId: `${conditionOf(n % (CONDITIONS - 1))}~1`, occurrence: 1, step: 1 + Math.floor(n / CONDITIONS) },
  ...{ priority: 'P2', dueAt: 0, queuedAt: Date.now(), body: null },
});
