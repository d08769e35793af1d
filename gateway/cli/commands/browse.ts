import type { BrowseRow } from '../../ports/driver-tools.ts';
import { findConnection } from '../ad-hoc.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { CONFIG, CONNECTION, DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf, driverOf, fieldFailure, stateFolderOf, toolContextFor, toolOf } from '../field.ts';
import { textTable } from '../text-table.ts';

const DEEPEST = 20;
const MOST_ROWS = 20_000;

export const browse = defineCommand({
  name: 'browse',
  summary: 'list what a server offers, with the addresses to write into a template',
  options: {
    config: CONFIG,
    connection: CONNECTION,
    start: { type: 'string', value: 'NODE', help: 'where to begin, such as ns=2;s=L01; otherwise at the top' },
    depth: { type: 'string', value: 'N', help: 'levels below the start', default: '3' },
    most: { type: 'string', value: 'N', help: 'rows at most', default: '1000' },
    data: DATA,
    json: JSON_OUTPUT,
  },
  async run(given, context) {
    const [depth, most] = [Number(given.depth), Number(given.most)];
    if (!isWhole(depth, DEEPEST)) return refuse(given, context, `--depth ${given.depth}; allowed: 1–${DEEPEST}`, 2);
    if (!isWhole(most, MOST_ROWS)) return refuse(given, context, `--most ${given.most}; allowed: 1–${MOST_ROWS}`, 2);
    const found = findConnection(given, context);
    if (typeof found === 'number') return found;
    const look = toolOf(driverOf({ ...found.connection, devices: [] }, context.drivers), 'browse');
    if ('message' in look) return refuse(given, context, look.message);
    const stateFolder = stateFolderOf(dataFolderOf(given, context.env));
    const rows: BrowseRow[] = [];
    let failure: string | null = null;
    try {
      const tools = toolContextFor(found.connection, context, stateFolder);
      for await (const row of look.tool(tools, given.start, depth, most)) rows.push(row);
    } catch (cause) {
      failure = fieldFailure(cause);
    }
    const ok = failure === null && rows.length > 0;
    answer(given, context, { ok, failure, rows }, () => [
      ...textTable(rows.map((row) => [row.path, row.address, row.dataType ?? row.kind, row.value ?? ''])),
      failure ?? `found: ${rows.length}${rows.length < most ? '' : '; there may be more (--most)'}`,
    ]);
    return ok ? 0 : 1;
  },
});

const isWhole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;
