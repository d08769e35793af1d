import { join } from 'node:path';
import { type CursorSummary, type LogSummary, summariseLog } from '../../historian/log/log-summary.ts';
import { answer } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf } from '../field.ts';
import { textTable } from '../text-table.ts';

export const logInspect = defineCommand({
  name: 'log inspect',
  summary: 'what the sample log of a data folder holds, how far each sink has come, and what is missing',
  details:
    'Only reads, also while a gateway is running on the folder. node gateway/main.ts log inspect --data /var/lib/plantroom',
  options: { data: DATA, json: JSON_OUTPUT },
  async run(given, context) {
    const summary = summariseLog(join(dataFolderOf(given, context.env), 'history'));
    answer(given, context, { ok: true, ...summary }, () => summaryLines(summary, context.clock.nowMs()));
    return 0;
  },
});

function summaryLines(summary: LogSummary, nowMs: number): string[] {
  const { folder, oldest, newest, samples, bytes, cursors, damagedRecords } = summary;
  const age = oldest ? `, the oldest written ${hoursOf(nowMs - oldest.writtenAt)} ago` : '';
  const range = `positions ${oldest?.position ?? newest.id} to ${newest.id}`;
  return [
    `${folder}: ${range}, ${samples} samples, ${(bytes / 1e6).toFixed(1)} MB${age}`,
    ...textTable([['sink', 'position', 'behind', 'evicted', 'last stored'], ...cursors.map(cursorRow)], [1, 2, 3]),
    `${damagedRecords} damaged records`,
    ...lossLines(summary),
  ];
}

const cursorRow = ({ sink, batch, behindSamples, evictedSamples, lastStoredAt }: CursorSummary): string[] => [
  ...[sink, String(batch), String(behindSamples)],
  ...[String(evictedSamples ?? ''), lastStoredAt === null ? '' : isoOf(lastStoredAt)],
];

function lossLines({ losses, newestLosses }: LogSummary): string[] {
  if (losses.length === 0) return ['Nothing is missing.'];
  const sums = losses.map(({ kind, sink, samples }) => [kind, sink ?? 'everywhere', String(samples)]);
  const rows = newestLosses.map(({ kind, sink, from, to, samples }) => [
    ...[kind, sink ?? 'everywhere', String(samples), `${isoOf(from)} to ${isoOf(to)}`],
  ]);
  return [
    'Missing since the log began (0: number not known):',
    ...textTable(sums, [2]),
    'Newest:',
    ...textTable(rows, [2]),
  ];
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

function hoursOf(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
