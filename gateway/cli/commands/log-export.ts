import { join } from 'node:path';
import { fileHead, type HistoryFormat, longRow } from '../../contract/history-file.ts';
import { qualityName } from '../../domain/quality.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import { LogView } from '../../historian/log/log-view.ts';
import type { TimeRange } from '../../historian/log/record-reader.ts';
import { refuse } from '../answer.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { DATA } from '../common-options.ts';
import { dataFolderOf } from '../field.ts';
import { MOMENT_HELP, readMoment } from '../log/moment.ts';

/** Text of one writing; memory stays the same whatever the range. */
const CHUNK_CHARS = 64 * 1024;

export const logExport = defineCommand({
  name: 'log export',
  summary: 'samples of a time range straight from the sample log, in order of arrival, on standard output',
  details: `Only reads, also while a gateway is running on the folder. Where it ended, or was interrupted, is told on standard error
as a position: --after goes on from there (without a head). Marks of holes are rows of quality bad-waiting without a value.
node gateway/main.ts log export --from 2h --format jsonl > last-two-hours.jsonl`,
  options: {
    data: DATA,
    from: { type: 'string', value: 'TIME', help: MOMENT_HELP },
    to: { type: 'string', value: 'TIME', help: 'end, not included' },
    format: { type: 'string', value: 'csv|jsonl', help: 'comma-separated values, or JSON lines', default: 'csv' },
    json: { type: 'boolean', help: 'the same as --format jsonl' },
    after: { type: 'string', value: 'POSITION', help: 'go on behind this position' },
  },
  async run(given, context) {
    const no = (message: string) => refuse(given, context, message, 2);
    const { after = '0' } = given;
    const format = given.json ? 'jsonl' : given.format;
    const fromMs = given.from === undefined ? 0 : readMoment(given.from, context.clock.nowMs());
    const toMs = given.to === undefined ? Number.MAX_SAFE_INTEGER : readMoment(given.to, context.clock.nowMs());
    if (format !== 'csv' && format !== 'jsonl') return no(`--format ${format}; allowed: csv, jsonl`);
    if (fromMs === undefined) return no(`--from ${given.from}; allowed: ${MOMENT_HELP}`);
    if (toMs === undefined) return no(`--to ${given.to}; allowed: ${MOMENT_HELP}`);
    if (!/^\d{1,15}$/.test(after)) return no(`--after ${after}; allowed: a position that an earlier export told`);
    const view = new LogView(join(dataFolderOf(given, context.env), 'history'));
    try {
      const isBegun = given.after !== undefined;
      return await exportLog(view, { format, after: Number(after), isBegun, range: { fromMs, toMs } }, context);
    } finally {
      view.close();
    }
  },
});

interface ExportPlan {
  readonly format: HistoryFormat;
  readonly after: number;
  /** The head is in the file already. */
  readonly isBegun: boolean;
  readonly range: TimeRange;
}

async function exportLog(view: LogView, plan: ExportPlan, context: CommandContext): Promise<number> {
  const { format, after, isBegun, range } = plan;
  const tags = view.tags();
  const upTo = view.head.id;
  const lines = new Lines(context);
  if (!isBegun) lines.add(fileHead(format, 'long', []));
  let [position, damaged] = [Math.min(after, upTo), 0];
  for (const record of view.records(after, upTo, range)) {
    if (context.signal.aborted) return ended(lines, position, damaged, context, 1);
    if (record.samples) addRows(lines, record.samples, tags, plan);
    else damaged++;
    position = record.position.id;
    // Lets an interruption be heard.
    if (lines.isDue) await new Promise<void>((resolve) => setImmediate(resolve));
    lines.writeIfDue();
  }
  return ended(lines, upTo, damaged, context, 0);
}

function ended(lines: Lines, position: number, damaged: number, context: CommandContext, code: 0 | 1): number {
  lines.write();
  if (damaged > 0) context.warn(`${damaged} damaged records were left out`);
  context.warn(`position ${position}`);
  return code;
}

function addRows(
  lines: Lines,
  samples: SampleBatch,
  tags: ReadonlyMap<number, string>,
  { format, range }: ExportPlan,
): void {
  const { length, point, value, quality, sourceTime } = samples;
  for (let i = 0; i < length; i++) {
    const time = sourceTime[i]!;
    if (time < range.fromMs || time >= range.toMs) continue;
    const tag = tags.get(point[i]!) ?? `#${point[i]}`;
    const number = Number.isFinite(value[i]) ? value[i]! : null;
    lines.add(
      longRow(format, { tag, time: new Date(time).toISOString(), value: number, quality: qualityName(quality[i]!) }),
    );
  }
}

/** Gathers rows and writes them in pieces. */
class Lines {
  private readonly context: CommandContext;
  private rows: string[] = [];
  private chars = 0;

  constructor(context: CommandContext) {
    this.context = context;
  }

  get isDue(): boolean {
    return this.chars >= CHUNK_CHARS;
  }

  add(row: string): void {
    if (row === '') return;
    this.rows.push(row);
    this.chars += row.length;
  }

  writeIfDue(): void {
    if (this.isDue) this.write();
  }

  /** Without the last end of line, which printing adds. */
  write(): void {
    if (this.rows.length > 0) this.context.print(this.rows.join('').slice(0, -1));
    this.rows = [];
    this.chars = 0;
  }
}
