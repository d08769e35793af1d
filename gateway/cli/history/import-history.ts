import { csvCells } from '../../contract/csv.ts';
import type { HistoryImported } from '../../contract/resources.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { CommandContext } from '../command.ts';
import { type ColumnOptions, type ColumnPlan, planColumns } from './column-map.ts';
import { fileLines } from './file-lines.ts';
import type { HistorySite } from './history-site.ts';
import { HistorySurvey } from './history-survey.ts';
import { IntervalCounter } from './interval-counter.ts';
import { Problems } from './problems.ts';
import { type Entry, RowReader, type RowRules } from './row-reader.ts';
import { SampleSender, type SenderOptions } from './sample-sender.ts';
import { timeFormatOf } from './time-format.ts';

const TELL_EVERY_MS = 2_000;
const SEPARATORS = [',', ';', '\t'];

export interface ImportOptions extends ColumnOptions {
  readonly file: string;
  /** See time-format.ts. */
  readonly timeFormat: string;
  /** IANA zone of times that say none; that of the site when absent. */
  readonly zone: string | undefined;
  readonly factor: number;
  readonly zeroIsMissing: boolean;
  /** Length of an interval; the usual distance of two rows when absent. */
  readonly intervalMs: number | undefined;
  /** The time of a row is the end of its interval. */
  readonly isIntervalEnd: boolean;
  /** Reading of made-up counters before the first interval; what is recorded, or 0, when absent. */
  readonly start: number | undefined;
  readonly isTrial: boolean;
}

export interface ImportReport {
  readonly lines: number;
  /** Values found in the file. */
  readonly values: number;
  /** Samples made of them: an interval may be two readings. */
  readonly samples: number;
  readonly stored: HistoryImported;
  readonly problems: Problems;
}

/** Reads the whole file and looks at it, then sends it. Throws REQUEST_INVALID, with the reason in words, before anything is sent. */
export class HistoryImport {
  private readonly options: ImportOptions;
  private readonly site: HistorySite;
  private readonly context: CommandContext;
  private toldAt = 0;

  constructor(options: ImportOptions, site: HistorySite, context: CommandContext) {
    this.options = options;
    this.site = site;
    this.context = context;
  }

  async run(client: SenderOptions['client']): Promise<ImportReport> {
    const problems = new Problems();
    const survey = new HistorySurvey();
    let lines = 0;
    const rules = await this.rules();
    for await (const entry of this.entries({ ...rules, report: (...problem) => problems.add(...problem) })) {
      survey.take(entry);
      lines = entry.line;
    }
    if (survey.entries === 0) throw new PlantroomError('REQUEST_INVALID', whyNothing(problems));
    const counters = await this.counters(survey);
    const sent = await this.send(client, { ...rules, report: () => undefined }, counters, lines);
    return { lines, values: survey.entries, problems, ...sent };
  }

  private async rules(): Promise<Omit<RowRules, 'report'>> {
    const { timeFormat, zone, factor, zeroIsMissing } = this.options;
    const format = timeFormatOf(timeFormat);
    if (!format)
      throw new PlantroomError(
        'REQUEST_INVALID',
        `--time-format ${timeFormat}; allowed: auto, s, ms, or a pattern such as "DD.MM.YYYY HH:mm"`,
      );
    const { plan, separator } = await this.readHead();
    const offsets = zoneOf(zone ?? this.site.timeZone);
    return { plan, separator, format, zone: offsets, factor, zeroIsMissing, tagProblem: this.site.tagProblem };
  }

  private async readHead(): Promise<{ plan: ColumnPlan; separator: string }> {
    for await (const { text } of fileLines(this.options.file)) {
      const counts = SEPARATORS.map((separator) => csvCells(text, separator)?.length ?? 0);
      const separator = SEPARATORS[counts.indexOf(Math.max(...counts))]!;
      const plan = planColumns(csvCells(text, separator) ?? [], this.options);
      if (typeof plan === 'string') throw new PlantroomError('REQUEST_INVALID', plan);
      return { plan, separator };
    }
    throw new PlantroomError('REQUEST_INVALID', 'the file is empty');
  }

  private async *entries(rules: RowRules): AsyncGenerator<Entry> {
    const reader = new RowReader(rules);
    for await (const line of fileLines(this.options.file)) {
      if (line.number === 1) continue;
      if (this.context.signal.aborted) throw new PlantroomError('REQUEST_INVALID', 'stopped');
      yield* reader.read(line);
    }
  }

  /** One counter for each tag that is made of intervals. */
  private async counters(survey: HistorySurvey): Promise<ReadonlyMap<string, IntervalCounter>> {
    const { intervalMs = survey.stepMs, isIntervalEnd, start } = this.options;
    const made = [...survey.tags].filter(([, { as }]) => as === 'interval');
    if (made.length === 0) return new Map();
    if (intervalMs === undefined)
      throw new PlantroomError('REQUEST_INVALID', 'how long is an interval? Give --interval');
    const counters = new Map<string, IntervalCounter>();
    for (const [tag, { firstMs }] of made) {
      const beginMs = isIntervalEnd ? firstMs - intervalMs : firstMs;
      const before = start ?? (await this.site.lastValue(tag, beginMs)) ?? 0;
      counters.set(tag, new IntervalCounter(intervalMs, isIntervalEnd, before));
    }
    return counters;
  }

  private async send(
    client: SenderOptions['client'],
    rules: RowRules,
    counters: ReadonlyMap<string, IntervalCounter>,
    lines: number,
  ): Promise<Pick<ImportReport, 'samples' | 'stored'>> {
    const { clock, signal, warn } = this.context;
    const onRetry = (reason: string): void => warn(`${reason}; trying again`);
    const sender = new SampleSender({ client, clock, signal, isTrial: this.options.isTrial, onRetry });
    let samples = 0;
    for await (const entry of this.entries(rules)) {
      for (const { ms, value } of samplesOf(entry, counters)) {
        samples++;
        await sender.add({ tag: entry.tag, ms, value, quality: entry.quality });
      }
      this.tell(entry.line, lines);
    }
    await sender.flush();
    return { samples, stored: sender.totals };
  }

  private tell(line: number, lines: number): void {
    const now = this.context.clock.monotonicMs();
    if (now - this.toldAt < TELL_EVERY_MS) return;
    if (this.toldAt > 0) this.context.warn(`line ${line} of ${lines} (${Math.floor((100 * line) / lines)} %)`);
    this.toldAt = now;
  }
}

/** A missing interval is no reading: the register stands still and nobody saw it. */
function samplesOf(
  { tag, ms, value }: Entry,
  counters: ReadonlyMap<string, IntervalCounter>,
): readonly { readonly ms: number; readonly value: number | null }[] {
  const counter = counters.get(tag);
  if (counter === undefined) return [{ ms, value }];
  return value === null ? [] : counter.take(ms, value);
}

function zoneOf(zone: string): ZoneOffsets {
  try {
    return new ZoneOffsets(zone);
  } catch {
    throw new PlantroomError('REQUEST_INVALID', `--zone ${zone}; allowed: an IANA zone such as Europe/London`);
  }
}

function whyNothing({ first, total }: Problems): string {
  if (total === 0) return 'the file has no values';
  return `no line can be taken; line ${first[0]?.line}: ${first[0]?.text}`;
}
