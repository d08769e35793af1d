import { z } from 'zod';
import { quarantineCount, quarantineEntry } from '../../contract/resources.ts';
import type { Wire } from '../../contract/wire.ts';
import { answer, refuse } from '../answer.ts';
import { type CommandContext, defineCommand, type OptionValues } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { SESSION_OPTIONS, withSession } from '../gateway-session.ts';
import type { RestClient } from '../rest-client.ts';
import { textTable } from '../text-table.ts';

const PAGE = 1_000;
const DEFAULT_LIMIT = 100;

type Entry = Wire<z.output<typeof quarantineEntry>>;

const listOptions = {
  ...SESSION_OPTIONS,
  json: JSON_OUTPUT,
  sink: { type: 'string', value: 'ID', help: 'only of this sink' },
  after: { type: 'string', value: 'NUMBER', help: 'only with ids above this one' },
  limit: { type: 'string', value: 'NUMBER', help: 'at most so many, 1 to 10000', default: String(DEFAULT_LIMIT) },
} as const;

const SELECTION = {
  ...SESSION_OPTIONS,
  json: JSON_OUTPUT,
  sink: { type: 'string', value: 'ID', help: 'sink of the site file', required: true },
  ids: { type: 'string', value: 'NUMBERS', help: 'from the list, separated by commas' },
  all: { type: 'boolean', help: 'everything of this sink' },
} as const;

export const quarantineList = defineCommand({
  name: 'quarantine list',
  summary: 'values that a database refused, and why; nothing of them is lost here',
  options: listOptions,
  async run(given, context) {
    const limit = wholeNumber(given.limit);
    const after = wholeNumber(given.after ?? '0');
    if (limit === undefined || limit < 1 || limit > 10 * PAGE) return refuse(given, context, '--limit: 1 to 10000', 2);
    if (after === undefined) return refuse(given, context, '--after: an id of the list', 2);
    return withSession(given, context, async (client) => {
      const entries = await readPages(client, given.sink, after, limit);
      answer(given, context, { ok: true, entries }, () => table(entries));
      return 0;
    });
  },
});

export const quarantineRetry = defineCommand({
  name: 'quarantine retry',
  summary: 'send refused values once more, after the cause has been put right',
  details: 'Each value leaves the list when the database has it for certain, about a minute after it was sent.',
  options: SELECTION,
  run: (given, context) => act('retry', given, context),
});

export const quarantineDrop = defineCommand({
  name: 'quarantine drop',
  summary: 'give up refused values; the history of the gateway keeps them',
  options: SELECTION,
  run: (given, context) => act('drop', given, context),
});

async function act(deed: 'retry' | 'drop', given: OptionValues<typeof SELECTION>, context: CommandContext) {
  const ids = given.ids?.split(',').map((text) => wholeNumber(text.trim()));
  if ((ids === undefined) !== given.all) return refuse(given, context, 'Give either --ids or --all.', 2);
  if (ids?.some((id) => id === undefined)) return refuse(given, context, '--ids: numbers such as 12,13,40', 2);
  return withSession(given, context, async (client) => {
    const choice = { sink: given.sink, ...(ids ? { ids } : {}) };
    const { count } = await client.post(`/historian/quarantine/${deed}`, choice, quarantineCount);
    const done = deed === 'retry' ? 'will be sent again' : 'dropped';
    answer(given, context, { ok: true, count }, () => [`${count} values ${done}.`]);
    return 0;
  });
}

async function readPages(client: RestClient, sink: string | undefined, after: number, limit: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  while (entries.length < limit) {
    const size = Math.min(PAGE, limit - entries.length);
    const query = new URLSearchParams({ after: String(entries.at(-1)?.id ?? after), limit: String(size) });
    if (sink !== undefined) query.set('sink', sink);
    const page = await client.get(`/historian/quarantine?${query}`, z.array(quarantineEntry));
    entries.push(...page);
    if (page.length < size) break;
  }
  return entries;
}

function table(entries: readonly Entry[]): string[] {
  if (entries.length === 0) return ['Nothing is in quarantine.'];
  const rows = entries.map(({ id, sink, tag, sourceTime, value, isRetrying, reason }) => {
    return [`${id}`, sink, tag, sourceTime, `${value}`, isRetrying ? 'being sent again' : '', reason];
  });
  return textTable([['id', 'sink', 'tag', 'time', 'value', '', 'reason'], ...rows], [0, 4]);
}

const wholeNumber = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);
