import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { LineSinkSettings } from '../../../gateway/historian/settings.ts';
import type { CursorState, HistorianStatus } from '../../../gateway/ports/historian.ts';
import { Devices } from './devices/devices.ts';
import { complaints, type Expectations, type InFlight, judge, type Verdict } from './oracle/judge.ts';
import type { RowSource } from './oracle/rows.ts';
import { Recorder } from './recorder/recorder.ts';
import type { ScenarioOptions } from './scenario.ts';

export interface StageSettings {
  readonly devices: number;
  readonly sinks: readonly LineSinkSettings[];
  /** Cap of the sample log; more than any scenario writes when absent. */
  readonly logBytes?: number;
}

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 100;
const AMPLE_LOG_BYTES = 8e9;
/** VictoriaMetrics shows what it has acknowledged a few seconds later. */
const VISIBLE_WITHIN_MS = 10_000;

/** What scenarios have in common: devices with their own logs, the gateway side as a process, and who compares the two. */
export class Stage {
  readonly devices: Devices;
  readonly failures: string[] = [];
  readonly inFlight: InFlight[] = [];
  gateway: Recorder;
  kills = 0;
  private readonly start: () => Promise<Recorder>;

  private constructor(devices: Devices, gateway: Recorder, start: () => Promise<Recorder>) {
    this.devices = devices;
    this.gateway = gateway;
    this.start = start;
  }

  /** Everything it starts ends with `cleanUp`. */
  static async set(
    { folder }: Pick<ScenarioOptions, 'folder'>,
    settings: StageSettings,
    cleanUp: AsyncDisposableStack,
  ): Promise<Stage> {
    const devices = await Devices.start({ count: settings.devices, folder: join(folder, 'devices') });
    cleanUp.defer(() => devices.stop());
    const start = (): Promise<Recorder> =>
      Recorder.start({
        ...{ folder: join(folder, 'gateway'), devices: devices.count, devicesPort: devices.port },
        sinks: settings.sinks,
        retention: { rawMs: 90 * DAY_MS, logBytes: settings.logBytes ?? AMPLE_LOG_BYTES, freeDiskBytes: 0 },
      });
    const stage = new Stage(devices, await start(), start);
    cleanUp.defer(() => stage.gateway.kill());
    return stage;
  }

  fail(text: string): void {
    this.failures.push(text);
  }

  check(isRight: boolean, text: string): void {
    if (!isRight) this.fail(text);
  }

  /** kill -9, and another one on the same files. What was not on its disk yet is noted. */
  async killGateway(): Promise<void> {
    await this.gateway.kill();
    this.kills++;
    this.inFlight.push({ afterSeq: this.gateway.durableSeq, upToSeq: this.devices.seq });
    this.noteErrors();
    this.gateway = await this.start();
  }

  status(): Promise<HistorianStatus> {
    return this.gateway.ask('status', {});
  }

  async cursor(sink: string): Promise<CursorState> {
    const cursor = (await this.status()).cursors.find((one) => one.sink === sink);
    if (!cursor) throw new Error(`no sink ${sink}`);
    return cursor;
  }

  /** How long it took until nothing waited for these sinks any more, ms; a failure when it takes longer than the limit. */
  async caughtUp(sinks: readonly string[], limitMs: number): Promise<number> {
    return this.reached(`all sent to ${sinks}`, limitMs, async () => {
      const cursors = await Promise.all(sinks.map((sink) => this.cursor(sink)));
      return cursors.every(({ behindSamples, lastError }) => behindSamples === 0 && lastError === null);
    });
  }

  /** How long it took until this was so, ms; a failure and the limit when it never was. */
  async reached(what: string, limitMs: number, isSo: () => Promise<boolean> | boolean): Promise<number> {
    const beganAt = performance.now();
    const passedMs = (): number => performance.now() - beganAt;
    while (!(await isSo())) {
      if (passedMs() > limitMs) {
        this.fail(`${what}: not within ${limitMs} ms; ${JSON.stringify((await this.status()).cursors)}`);
        return limitMs;
      }
      await pause(LOOK_EVERY_MS);
    }
    return passedMs();
  }

  /** Everything that was served against what this sink holds and what the gateway says about it; nothing may be on its way. */
  async judge(sink: string, source: RowSource, isRefused?: Expectations['isRefused']): Promise<Verdict> {
    let verdict = await this.compare(source, isRefused);
    const giveUpAt = performance.now() + VISIBLE_WITHIN_MS;
    while (verdict.lost > 0 && performance.now() < giveUpAt) {
      await pause(LOOK_EVERY_MS);
      verdict = await this.compare(source, isRefused);
    }
    for (const complaint of complaints(verdict)) this.fail(`${sink}: ${complaint}`);
    await this.checkCounters(sink, verdict);
    this.noteErrors();
    return verdict;
  }

  /** The same without a word about what must be. */
  compare(source: RowSource, isRefused?: Expectations['isRefused']): Promise<Verdict> {
    const { devices, inFlight } = this;
    const served = (device: number) => devices.served(device);
    return judge({ devices: devices.count, served, inFlight, ...(isRefused ? { isRefused } : {}) }, source);
  }

  /** Accepted = acknowledged + waiting + refused + lost, with what the devices and the database say on both sides. */
  async checkCounters(sink: string, verdict: Verdict): Promise<void> {
    const { flow } = await this.status();
    const cursor = await this.cursor(sink);
    const { storedSamples, behindSamples, quarantinedSamples, expiredSamples = 0, lostSamples = 0 } = cursor;
    const says = { storedSamples, behindSamples, refused: quarantinedSamples + expiredSamples, lostSamples };
    const truth = {
      storedSamples: verdict.stored,
      behindSamples: 0,
      refused: verdict.refused,
      lostSamples: verdict.lost,
    };
    if (JSON.stringify(says) !== JSON.stringify(truth)) {
      this.fail(`${sink}: the gateway counts ${JSON.stringify(says)}, true is ${JSON.stringify(truth)}`);
    }
    const dropped = Object.values(flow.dropped).reduce((sum, samples) => sum + samples, 0);
    if (flow.accepted !== flow.logged + flow.waiting + flow.filtered + dropped || dropped > 0) {
      this.fail(`what it took in does not add up, or some of it was dropped: ${JSON.stringify(flow)}`);
    }
  }

  /** What the gateway logged as an error is a failure: it logs so only what must never happen. */
  noteErrors(): void {
    for (const error of this.gateway.errors.splice(0)) this.fail(`the gateway logged an error: ${error}`);
  }
}

/** One line of a report about what a sink holds. */
export function verdictLine(sink: string, verdict: Verdict): string {
  const { served, stored, refused, lostInFlight, lost, duplicates, corrupt, disorder, phantom } = verdict;
  const wrong = `lost ${lost}, duplicates ${duplicates}, corrupt ${corrupt}, disorder ${disorder}, phantom ${phantom}`;
  return `${sink}: served ${served}, stored ${stored}, refused ${refused}, in flight at kills ${lostInFlight}; ${wrong}`;
}
