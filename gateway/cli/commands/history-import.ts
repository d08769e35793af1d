import { duration, durationMs } from '../../domain/duration.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand, type OptionValues } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { SESSION_OPTIONS, withSession } from '../gateway-session.ts';
import { READ_AS } from '../history/column-map.ts';
import { readHistorySite } from '../history/history-site.ts';
import { HistoryImport, type ImportOptions, type ImportReport } from '../history/import-history.ts';
import { safeText } from '../text-table.ts';

const options = {
  ...SESSION_OPTIONS,
  map: {
    type: 'string',
    value: 'COLUMN=TAG,…',
    help: 'columns of a wide file; also COLUMN=TAG:interval, COLUMN=TAG:reading*0.001',
  },
  wide: { type: 'boolean', help: 'the head of each column is a tag' },
  'tag-column': { type: 'string', value: 'COLUMN', help: 'long file: the column with tags (otherwise "tag")' },
  'value-column': { type: 'string', value: 'COLUMN', help: 'long file: the column with values (otherwise "value")' },
  time: { type: 'string', value: 'COLUMN', help: 'column with times (otherwise time, timestamp, datetime …)' },
  'time-format': {
    type: 'string',
    value: 'FORMAT',
    help: 'auto, s, ms, or a pattern such as "DD.MM.YYYY HH:mm"',
    default: 'auto',
  },
  zone: { type: 'string', value: 'ZONE', help: 'of times that say none, such as UTC (otherwise that of the site)' },
  as: {
    type: 'string',
    value: 'KIND',
    help: 'reading, counter, or interval: consumption that becomes a rising counter',
    default: 'reading',
  },
  interval: {
    type: 'string',
    value: 'DURATION',
    help: 'length of an interval, such as 1h (otherwise the usual distance of rows)',
  },
  'interval-at': { type: 'string', value: 'start|end', help: 'what the time of an interval is', default: 'start' },
  start: {
    type: 'string',
    value: 'NUMBER',
    help: 'counter before the first interval (otherwise what is recorded, or 0)',
  },
  factor: { type: 'string', value: 'NUMBER', help: 'what every number is multiplied with', default: '1' },
  'zero-missing': { type: 'boolean', help: 'a zero is no reading' },
  'dry-run': { type: 'boolean', help: 'read the whole file and tell what would happen' },
  json: JSON_OUTPUT,
} as const;
type Given = OptionValues<typeof options>;

export const historyImport = defineCommand({
  name: 'history import',
  summary: 'bring the past of points into the running gateway, from CSV',
  details: `Reads the whole file first and tells every line with a problem; lines that are refused do not stop the others (exit code 1).
Sending the same file again changes nothing: a broken import goes on by itself when it is started again. No alarm sees the samples.
Samples older than retention.raw of the site file are refused.
node gateway/main.ts history import --user kim meters.csv --map b33=B33.e_import:interval,b33=B33.power --zone UTC --dry-run`,
  argument: { name: 'FILE', help: 'CSV with a head; also compressed (gzip)' },
  options,
  async run(given, context, file) {
    const wanted = file === undefined ? 'which file? history import FILE' : optionsFor(file, given);
    if (typeof wanted === 'string') return refuse(given, context, wanted, 2);
    return withSession(given, context, async (client) => {
      const site = await readHistorySite(client);
      const report = await new HistoryImport(wanted, site, context).run(client);
      const { lines, values, samples, stored, problems } = report;
      const { written, replaced, present, tooOld } = stored;
      const refused = problems.refused + tooOld + stored.invalid;
      const document = { dryRun: wanted.isTrial, lines, values, samples, written, replaced, present, refused, tooOld };
      const counts = Object.fromEntries(problems.counts);
      answer(given, context, { ok: refused === 0, ...document, problems: counts, first: problems.first }, () =>
        reportLines(report, refused, wanted.isTrial),
      );
      return refused === 0 ? 0 : 1;
    });
  },
});

/** The command line as the import wants it, or what is wrong with it. */
function optionsFor(file: string, given: Given): ImportOptions | string {
  const as = READ_AS.find((one) => one === given.as);
  const factor = Number(given.factor);
  const start = given.start === undefined ? undefined : Number(given.start);
  if (as === undefined) return `--as ${given.as}; allowed: ${READ_AS.join(', ')}`;
  if (!Number.isFinite(factor) || factor === 0) return `--factor ${given.factor}; allowed: a number other than 0`;
  if (start !== undefined && !Number.isFinite(start)) return `--start ${given.start}; allowed: a number`;
  if (given.interval !== undefined && !duration.safeParse(given.interval).success)
    return `--interval ${given.interval}; allowed: a duration such as 30m or 1h`;
  if (!['start', 'end'].includes(given['interval-at']))
    return `--interval-at ${given['interval-at']}; allowed: start, end`;
  return {
    ...{ file, as, factor, start, map: given.map, wide: given.wide, time: given.time, zone: given.zone },
    ...{ tagColumn: given['tag-column'], valueColumn: given['value-column'], timeFormat: given['time-format'] },
    zeroIsMissing: given['zero-missing'],
    intervalMs: given.interval === undefined ? undefined : durationMs(given.interval),
    isIntervalEnd: given['interval-at'] === 'end',
    isTrial: given['dry-run'],
  };
}

function reportLines(
  { lines, values, samples, stored, problems }: ImportReport,
  refused: number,
  isTrial: boolean,
): string[] {
  const told = problems.first.map(({ line, text, isRefused }) =>
    safeText(`line ${line}: ${text}${isRefused ? '' : ' (taken)'}`),
  );
  const more = problems.total - problems.first.length;
  const { written, replaced, present, tooOld } = stored;
  return [
    ...told,
    ...(more > 0 ? [`… and ${more} more`] : []),
    ...[...problems.counts].map(([kind, count]) => `${kind}: ${count}`),
    `${lines} lines, ${values} values, ${samples} samples: ${isTrial ? 'would be ' : ''}${written} written, ${replaced} replaced, ` +
      `${present} already there, ${refused} refused`,
    ...(tooOld > 0
      ? [`${tooOld} are older than raw samples are kept: set retention.raw of the site file, such as 3650d`]
      : []),
  ];
}
