import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PointState } from '../../../../gateway/contract/resources.ts';
import type { Wire } from '../../../../gateway/contract/wire.ts';
import type { Alarm, AlarmEvent } from '../../../../gateway/domain/alarm.ts';
import type { HistoryLoss } from '../../../../gateway/domain/history-loss.ts';
import { eventually } from '../../../harness/eventually.ts';
import { GatewayProcess } from '../../../harness/gateway-process.ts';
import { SimulatedSite } from '../../../harness/simulated-site.ts';
import { straceProblem, Tampering } from '../kills/strace.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts';

const FILES = ['points', 'log', 'history'].flatMap((name) => [`${name}.sqlite`, `${name}.sqlite-wal`]);
/** What a file system refuses once it is read-only, on files that are open. */
const REFUSED = ['pwrite64', 'ftruncate', 'fsync'];
/** Samples wait in memory for longer than the short one; the long one drops some, and tells how many. */
const HELD_MS = { full: 30_000, short: 5_000 };
const LIVE_POINTS = 900;
/** Until it is in the journal. */
const ALARM_WITHIN_MS = 5_000;
/** A high alarm is held back from people for five seconds, in case its cause shows. */
const SHOWN_WITHIN_MS = 6_000;
const TOLD_WITHIN_MS = 10_000;
const FRESH_SHARE = 0.95;
const SLOWEST_MS = 5_000;

/**
 * A whole gateway on the simulated building while its history folder takes no writes. A file system cannot be mounted
 * read-only while files on it are open for writing, so the system calls answer as they would on one that has become so.
 */
export const readOnly: Scenario = {
  name: 'read-only',
  about:
    'the disk under the history becomes read-only: values and alarms go on, it is shown, and all is well again by itself',
  run: async (options) => {
    const problem = straceProblem();
    if (problem) throw new Error(problem);
    await using cleanUp = new AsyncDisposableStack();
    const site = await SimulatedSite.start();
    cleanUp.defer(() => site.stop());
    const data = join(options.folder, 'data');
    const gateway = await GatewayProcess.start(site.siteFile, data);
    cleanUp.defer(async () => void (await gateway.child.kill()));
    return await new ReadOnlyDisk(options, site, gateway, join(data, 'history')).play();
  },
};

class ReadOnlyDisk {
  private readonly failures: string[] = [];
  private readonly lines: string[] = [];
  private readonly options: ScenarioOptions;
  private readonly site: SimulatedSite;
  private readonly gateway: GatewayProcess;
  private readonly folder: string;

  constructor(options: ScenarioOptions, site: SimulatedSite, gateway: GatewayProcess, folder: string) {
    this.options = options;
    this.site = site;
    this.gateway = gateway;
    this.folder = folder;
  }

  async play(): Promise<ScenarioReport> {
    const heldMs = this.options.short ? HELD_MS.short : HELD_MS.full;
    await this.until(async () => (await this.gateway.countGood()) >= LIVE_POINTS, 60_000, 'the building is live');
    const files = FILES.map((name) => join(this.folder, name));
    const disk = new Tampering(this.gateway.child.process.pid!, { calls: REFUSED, tampering: 'error=EROFS' }, files);
    const from = Date.now();
    try {
      await this.whileReadOnly(heldMs);
    } finally {
      await disk.end();
    }
    const wellMs = await this.timed(() => this.isHistoryWell(), TOLD_WITHIN_MS, 'history is well again');
    await pause(1_000);
    await this.lookBack(from);
    this.tell(`history was well again ${wellMs} ms after the disk`);
    return { failures: this.failures, lines: this.lines, figures: { heldMs, wellMs } };
  }

  private async whileReadOnly(heldMs: number): Promise<void> {
    const toldMs = await this.timed(async () => !(await this.isHistoryWell()), TOLD_WITHIN_MS, 'the problem is shown');
    const begin = Date.now();
    await this.site.fault('chiller-trip');
    const alarmMs = await this.timed(() => this.isInJournal(begin), ALARM_WITHIN_MS, 'an alarm of the chiller');
    const shownMs = await this.timed(() => this.hasAlarm(), SHOWN_WITHIN_MS, 'the alarm in the list');
    await pause(Math.max(0, heldMs - (Date.now() - begin)));
    const points = (await this.gateway.get<PointState[]>('/points?limit=5000')).filter(
      ({ periodMs }) => periodMs <= SLOWEST_MS,
    );
    const fresh = points.filter(({ sourceTime }) => sourceTime !== null && Date.parse(sourceTime) > begin);
    if (fresh.length < FRESH_SHARE * points.length)
      this.failures.push(`only ${fresh.length} of ${points.length} points were read meanwhile`);
    if (!(await this.hasTrend(points[0]!.tag, begin - 60_000, begin)))
      this.failures.push('older history could not be read meanwhile');
    this.tell(
      `shown after ${toldMs} ms; an alarm came after ${alarmMs} ms and was in the list ${shownMs} ms later; ${fresh.length} of ${points.length} fast points were fresh`,
    );
  }

  /** What waited has been written; what found no room was told. */
  private async lookBack(from: number): Promise<void> {
    const range = `from=${new Date(from - 60_000).toISOString()}&to=${new Date().toISOString()}`;
    const losses = await this.gateway.get<Wire<HistoryLoss>[]>(`/historian/losses?${range}`);
    const lost = losses.reduce((sum, { samples }) => sum + samples, 0);
    if (this.options.short && lost > 0) this.failures.push(`${lost} samples were lost: ${JSON.stringify(losses)}`);
    this.tell(`${lost} samples told as lost`);
  }

  /** Whether the trend of the time says anything. */
  private async hasTrend(tag: string, fromMs: number, toMs: number): Promise<boolean> {
    const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
    const question = `/history?tag=${encodeURIComponent(tag)}&from=${from}&to=${to}`;
    const trend = await this.gateway.get<{ time: unknown[] }>(question).catch(() => undefined);
    return (trend?.time.length ?? 0) > 0;
  }

  private async isHistoryWell(): Promise<boolean> {
    const answer = await fetch(`${this.gateway.url}/readyz`);
    const { checks } = (await answer.json()) as { checks?: Record<string, { ok: boolean }> };
    return checks?.historian?.ok ?? answer.ok;
  }

  private async isInJournal(from: number): Promise<boolean> {
    const question = `/alarms/journal?types=activated&from=${new Date(from).toISOString()}&limit=100`;
    const rows = await this.gateway.get<Wire<AlarmEvent>[]>(question);
    return rows.some(({ conditionId }) => conditionId !== null && /^CH-/.test(conditionId));
  }

  private async hasAlarm(): Promise<boolean> {
    const alarms = await this.gateway.get<Wire<Alarm>[]>('/alarms?state=open');
    return alarms.some(({ equipment, kind }) => /^CH-/.test(equipment) && kind === 'discrete');
  }

  private async until(is: () => Promise<boolean>, limitMs: number, what: string): Promise<void> {
    await eventually(async () => ((await is()) ? true : undefined), limitMs, what);
  }

  /** How long it took, ms; a failure is noted when it took too long. */
  private async timed(is: () => Promise<boolean>, limitMs: number, what: string): Promise<number> {
    const begin = performance.now();
    await this.until(is, limitMs, what).catch((error: Error) => void this.failures.push(error.message));
    return Math.round(performance.now() - begin);
  }

  private tell(line: string): void {
    this.lines.push(line);
    this.options.progress(line);
  }
}
