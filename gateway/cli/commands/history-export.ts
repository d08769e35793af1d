import { existsSync } from 'node:fs';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { answer, refuse } from '../answer.ts';
import { type CommandContext, defineCommand, type OptionValues } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { SESSION_OPTIONS, withSession } from '../gateway-session.ts';
import { type ExportOptions, exportHistory } from '../history/export-history.ts';
import { type HistorySite, readHistorySite } from '../history/history-site.ts';
import { timeFormatOf } from '../history/time-format.ts';
import type { RestClient } from '../rest-client.ts';

const options = {
  ...SESSION_OPTIONS,
  tags: {
    type: 'string',
    value: 'TAG,…',
    help: 'points; * stands for any letters, such as F*.e_import',
    required: true,
  },
  from: {
    type: 'string',
    value: 'TIME',
    help: 'such as 2026-01-05 or 2026-01-05T08:00 (local time of the site)',
    required: true,
  },
  to: { type: 'string', value: 'TIME', help: 'end, not included (otherwise now)' },
  out: { type: 'string', value: 'FILE', help: 'file to write; FILE.part until it is whole', required: true },
  format: { type: 'string', value: 'csv|jsonl', help: 'comma-separated values, or JSON lines', default: 'csv' },
  step: { type: 'string', value: 'DURATION', help: 'a table with one row per step (1s … 1h) and one column per tag' },
  utc: { type: 'boolean', help: 'write times in UTC, not in local time of the site' },
  bom: { type: 'boolean', help: 'begin with a byte order mark, for Excel' },
  resume: { type: 'boolean', help: 'go on with FILE.part of an earlier call with the same options' },
  force: { type: 'boolean', help: 'write over FILE' },
  json: JSON_OUTPUT,
} as const;
type Given = OptionValues<typeof options>;

export const historyExport = defineCommand({
  name: 'history export',
  summary: 'raw samples of any range from the running gateway into a file, going on where a download broke',
  details: `One row per sample (tag, time, value, quality), tag after tag; with --step one row per moment and one column per tag.
node gateway/main.ts history export --user kim --tags "F*.e_import" --from 2025-01-01 --to 2026-01-01 --out year.csv`,
  options,
  async run(given, context) {
    if (given.format !== 'csv' && given.format !== 'jsonl')
      return refuse(given, context, `--format ${given.format}; allowed: csv, jsonl`, 2);
    if (existsSync(given.out) && !given.force)
      return refuse(given, context, `${given.out} is there already; --force writes over it`);
    return withSession(given, context, (client) => run(client, given, context));
  },
});

async function run(client: RestClient, given: Given, context: CommandContext): Promise<number> {
  const wanted = optionsFor(given, await readHistorySite(client), context.clock.nowMs());
  if (typeof wanted === 'string') return refuse(given, context, wanted, 2);
  const report = await exportHistory(client, wanted, context);
  answer(given, context, { ok: true, file: given.out, ...report }, () => [
    `${given.out}: ${report.rows} rows, ${(report.bytes / 1e6).toFixed(1)} MB${report.breaks > 0 ? `, went on ${report.breaks} times` : ''}`,
  ]);
  return 0;
}

function optionsFor(given: Given, site: HistorySite, nowMs: number): ExportOptions | string {
  const tags = chosenTags(given.tags, site);
  if (typeof tags === 'string') return tags;
  const from = momentOf(given.from, site.timeZone);
  const to = given.to === undefined ? nowMs : momentOf(given.to, site.timeZone);
  if (from === undefined || to === undefined) return `--from, --to: not a time such as 2026-01-05 or 2026-01-05T08:00`;
  const format = given.format === 'jsonl' ? 'jsonl' : 'csv';
  const query = {
    ...{ tags: tags.join(','), from: String(from), to: String(Math.floor(to)), format },
    ...{ times: given.utc ? 'utc' : 'site', bom: String(given.bom) },
    ...(given.step === undefined ? {} : { step: given.step }),
  };
  const shape = given.step === undefined ? 'long' : 'wide';
  return { file: given.out, format, shape, query, isResumed: given.resume };
}

/** Every tag that a pattern means, in the order of the site; each pattern must mean one. */
function chosenTags(patterns: string, { tags, tagProblem }: HistorySite): readonly string[] | string {
  const chosen = new Set<string>();
  for (const pattern of patterns.split(',').map((text) => text.trim())) {
    const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    const matching = tags.filter((tag) => new RegExp(`^${source.join('.*')}$`).test(tag));
    if (matching.length === 0) return tagProblem(pattern) ?? `no point has a tag like ${pattern}`;
    for (const tag of matching) chosen.add(tag);
  }
  return [...chosen];
}

/** The first of two moments where the clocks show a time twice. */
function momentOf(text: string, timeZone: string): number | undefined {
  const time = timeFormatOf('auto')?.(text);
  if (time === undefined || time.kind === 'instant') return time?.ms;
  return new ZoneOffsets(timeZone).instants(time.ms)[0];
}
