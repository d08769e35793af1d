import type { Benchmark } from '../benchmark.ts';
import { withFolder } from '../historian/folder.ts';
import { spread } from '../historian/percentile.ts';
import { type BenchAlarms, openBenchAlarms } from './bench-alarms.ts';
import { benchConditions, IN_ALARM, NORMAL } from './bench-conditions.ts';
import { startBenchProvider, urlOf } from './bench-provider.ts';
import { cpuShare, pace, until } from './pace.ts';
import { Stopwatch } from './stopwatch.ts';

const CONDITIONS = 5_000;
/** Only these are P1; each trips once. */
const URGENT = 200;
/** Steps of the plant in a second: in each a part of the points is read. */
const STEPS = 20;
const STEP_MS = 1_000 / STEPS;
/** One condition trips in every step and is back a second later; an urgent one in every fourth. */
const URGENT_EVERY = 4;
const WARM_UP_STEPS = 60;
const TARGET_COMMITTED_MS = 250;
const TARGET_SENT_MS = 2_000;

/** Alarms come and go. */
export const load: Benchmark = {
  name: 'load',
  about: `${STEPS} alarms a second come and go, ${STEPS / URGENT_EVERY} of them P1, while ${CONDITIONS} conditions are judged every second; beside the same alarms alone`,
  async run({ short }) {
    const steps = STEPS * (short ? 6 : 40);
    // Code that runs for the first time is slow, whatever the load.
    await measure(WARM_UP_STEPS, true);
    const idle = await measure(steps, false);
    const loaded = await measure(steps, true);
    const ratio = (a: number, b: number): string => `${(a / b).toFixed(2)} times`;
    const line = (what: string, part: 'committed' | 'sent', target: number): string =>
      `${what} p50 ${loaded[part].p50} ms, p99 ${loaded[part].p99} ms, longest ${loaded[part].max} ms (target: p99 ${target} ms); ` +
      `alone p50 ${idle[part].p50} ms, p99 ${idle[part].p99} ms: ${ratio(loaded[part].p99, idle[part].p99)}`;
    return {
      lines: [
        line('sample to transaction', 'committed', TARGET_COMMITTED_MS),
        line('P1: sample to provider', 'sent', TARGET_SENT_MS),
        `CPU ${loaded.cpuPercent} % of one core (alone: ${idle.cpuPercent} %); ${loaded.alarms} alarms, ${loaded.lost} lost`,
      ],
      figures: { loaded, idle },
    };
  },
};

const measure = (steps: number, isLoaded: boolean) =>
  withFolder(0, async (folder) => {
    const [all, urgent] = [new Stopwatch(), new Stopwatch()];
    const provider = await startBenchProvider((conditions) => urgent.onMessage(conditions));
    const alarms = await openBenchAlarms({
      ...{ folder, conditions: benchConditions(CONDITIONS, URGENT), url: urlOf(provider) },
      onCommitted: (transitions) => all.onCommitted(transitions),
    });
    try {
      const plant = new Plant(alarms, all, urgent, isLoaded);
      const cpuPercent = await cpuShare(() => pace(steps, STEP_MS, (n) => plant.step(n)));
      await until(() => all.waiting === 0 && urgent.sentMs.length === plant.urgent, 20_000);
      return {
        ...{ committed: spread(all.committedMs), sent: spread(urgent.sentMs), cpuPercent },
        ...{ alarms: steps, lost: all.waiting + plant.urgent - urgent.sentMs.length },
      };
    } finally {
      await alarms.close();
      await provider.stop();
    }
  });

class Plant {
  urgent = 0;
  private readonly alarms: BenchAlarms;
  private readonly all: Stopwatch;
  private readonly urgentOnes: Stopwatch;
  private readonly isLoaded: boolean;
  private readonly inAlarm: number[] = [];

  constructor(alarms: BenchAlarms, all: Stopwatch, urgentOnes: Stopwatch, isLoaded: boolean) {
    this.alarms = alarms;
    this.all = all;
    this.urgentOnes = urgentOnes;
    this.isLoaded = isLoaded;
  }

  step(n: number): void {
    if (this.isLoaded) this.readPart(n);
    if (this.inAlarm.length >= STEPS) this.alarms.feed([this.inAlarm.shift()!], NORMAL);
    const point = n % URGENT_EVERY === 0 ? this.urgent++ : URGENT + (n % (CONDITIONS - URGENT));
    this.all.trip(point);
    if (point < URGENT) this.urgentOnes.trip(point);
    this.inAlarm.push(point);
    this.alarms.feed([point], IN_ALARM);
  }

  /** What is in alarm is read by itself. */
  private readPart(n: number): void {
    const size = CONDITIONS / STEPS;
    const first = (n % STEPS) * size;
    const points = Array.from({ length: size }, (_one, i) => first + i);
    this.alarms.feed(
      points.filter((point) => !this.inAlarm.includes(point)),
      NORMAL,
    );
  }
}
