import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, whole } from '../../simulators/model/random.ts';
import { table } from '../shared/figures.ts';
import { type Block, FIELDS, type Field } from './devices/block.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';
import { FakeSink, type Manner, type WriteAnswer } from './sinks/fake-sink.ts';
import type { Line } from './sinks/lines.ts';
import { Stage } from './stage.ts';

const SINK = 'poisoned';
const DEVICES = 10;
const PERIOD_MS = 1_000;
const VALUES = 100_000;
const CYCLES = VALUES / DEVICES / FIELDS.length;
const CAUGHT_UP_WITHIN_MS = 120_000;

/** The one value, and how the server speaks about it. */
interface Poison {
  readonly device: number;
  readonly seq: number;
  readonly field: Field;
}

/** How much the server says about what it does not want. */
type Words = 'nothing' | 'the field' | 'the line';

const stores = (status: number, error: string, lines: readonly Line[]): WriteAnswer => ({
  status,
  text: JSON.stringify({ error }),
  stores: lines,
});

function poisoned({ device, seq, field }: Poison, words: Words): Manner {
  let timeMs: number | undefined;
  const isBad = (line: Line): boolean => {
    if (line.device !== device) return false;
    if (line.fields.some(([name, value]) => name === 'seq' && value === seq)) timeMs = line.timeMs;
    return line.timeMs === timeMs && line.fields.some(([name]) => name === field);
  };
  return ({ lines }) => {
    const bad = lines.find(isBad);
    if (!bad) return stores(204, '', lines);
    const good = lines.filter((line) => line !== bad);
    switch (words) {
      case 'nothing':
        return stores(400, 'unacceptable', []);
      case 'the field':
        return stores(
          400,
          `partial write: field type conflict: input field "${field}" on measurement "device" is type float, already exists as type integer dropped=1`,
          good,
        );
      case 'the line':
        return stores(400, `partial write: unable to parse '${bad.text}': invalid number dropped=0`, good);
    }
  };
}

interface Result {
  readonly words: Words;
  readonly writes: number;
  readonly failed: number;
  readonly largest: number;
  /** By halves, from the largest body down to one value of one line, each half being sent. */
  readonly most: number;
}

export const poison: Scenario = {
  name: 'poison',
  about: 'one unacceptable value among 100,000',
  run: async (options) => {
    const failures: string[] = [];
    const results: Result[] = [];
    for (const words of ['nothing', 'the field', 'the line'] as const) {
      if (options.short && words !== 'nothing') continue;
      results.push(await play(options, words, failures));
    }
    const cells = results.map(({ words, writes, failed, largest, most }) =>
      [words, writes, failed, largest, most].map(String),
    );
    return {
      failures,
      lines: table(['the server names', 'writes', 'refused', 'largest body, lines', 'allowed'], cells),
      figures: { values: VALUES, results },
    };
  },
};

async function play(options: ScenarioOptions, words: Words, failures: string[]): Promise<Result> {
  await using cleanUp = new AsyncDisposableStack();
  const random = createRandom(options.seed, `poison ${words}`);
  const bad: Poison = {
    device: whole(random, 0, DEVICES - 1),
    seq: whole(random, 1, CYCLES),
    field: FIELDS[whole(random, 1, FIELDS.length - 1)]!,
  };
  const sink = await FakeSink.start();
  cleanUp.defer(() => sink.stop());
  // Nothing is taken until everything is in the log, so that bodies are as large as they get.
  sink.manner = () => ({ status: 503, stores: [] });
  const sinks = [{ id: SINK, kind: 'influxdb' as const, url: sink.url, database: 'poison' }];
  const stage = await Stage.set({ folder: join(options.folder, words) }, { devices: DEVICES, sinks }, cleanUp);
  stage.devices.runVirtual(Date.now() - CYCLES * PERIOD_MS, PERIOD_MS);
  await stage.gateway.ask('poll', { cycles: CYCLES, flushEvery: 50 });
  await pause(200);
  sink.records.length = 0;
  sink.manner = poisoned(bad, words);
  await stage.caughtUp([SINK], CAUGHT_UP_WITHIN_MS);
  const isBad = (device: number, { seq }: Block, field: Field): boolean =>
    device === bad.device && seq === bad.seq && field === bad.field;
  await stage.judge(SINK, sink.store, isBad);
  const refused = await stage.gateway.ask('quarantine', { limit: 10 });
  stage.check(refused.length === 1 && refused[0]!.sink === SINK, `set aside: ${JSON.stringify(refused)}`);
  const largest = Math.max(...sink.records.map(({ lines }) => lines.length));
  const wholeBodies = sink.records.filter(({ lines }) => lines.length === largest).length;
  const halvings = Math.ceil(Math.log2(largest)) + Math.ceil(Math.log2(FIELDS.length));
  const most = wholeBodies + 2 * halvings + 10;
  const writes = sink.records.length;
  stage.check(writes <= most, `${writes} writes, where ${most} are enough`);
  failures.push(...stage.failures.map((text) => `the server names ${words}: ${text}`));
  const failed = sink.records.filter(({ status }) => status === 400).length;
  return { words, writes, failed, largest, most };
}
