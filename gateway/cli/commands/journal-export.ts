import { JournalFile } from '../../store/journal-file.ts';
import { refuse } from '../answer.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { DATA } from '../common-options.ts';
import { dataFolderOf, fieldFailure } from '../field.ts';
import { anchorsLine } from '../journal/anchors-file.ts';
import { MOMENT_HELP, readMoment } from '../log/moment.ts';

/** Rows printed before an interruption is heard again. */
const ROWS_PER_TURN = 500;

export const journalExport = defineCommand({
  name: 'journal export',
  summary: 'the alarm journal as JSON lines on standard output, its anchors in the first line',
  details: `Only reads, also while a gateway is running on the folder. An anchor is a sequence and a hash: where the journal stood at the end of a day, and now.
Kept where the gateway cannot write, it proves later that nothing before it was changed: journal verify --against FILE.
node gateway/main.ts journal export --from 2026-01-01 --to 2026-02-01 > journal-2026-01.jsonl`,
  options: {
    data: DATA,
    from: { type: 'string', value: 'TIME', help: MOMENT_HELP },
    to: { type: 'string', value: 'TIME', help: 'end, not included' },
    anchors: { type: 'boolean', help: 'only the first line' },
    json: { type: 'boolean', help: 'the same: it is JSON anyway' },
  },
  async run(given, context) {
    const now = context.clock.nowMs();
    const from = given.from === undefined ? 0 : readMoment(given.from, now);
    const to = given.to === undefined ? Number.MAX_SAFE_INTEGER : readMoment(given.to, now);
    if (from === undefined) return refuse(given, context, `--from ${given.from}; allowed: ${MOMENT_HELP}`, 2);
    if (to === undefined) return refuse(given, context, `--to ${given.to}; allowed: ${MOMENT_HELP}`, 2);
    try {
      const journal = new JournalFile(dataFolderOf(given, context.env));
      try {
        context.print(anchorsLine(journal.anchors(), now));
        return given.anchors ? 0 : await printRows(journal, { from, to }, context);
      } finally {
        journal.close();
      }
    } catch (error) {
      return refuse(given, context, fieldFailure(error));
    }
  },
});

async function printRows(
  journal: JournalFile,
  range: { readonly from: number; readonly to: number },
  context: CommandContext,
): Promise<number> {
  let printed = 0;
  for (const row of journal.rows(range)) {
    context.print(JSON.stringify(row));
    if (++printed % ROWS_PER_TURN !== 0) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (context.signal.aborted) return 1;
  }
  return 0;
}
