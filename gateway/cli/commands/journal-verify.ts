import type { JournalFault } from '../../ports/alarm-repository.ts';
import { type JournalAnchors, JournalFile } from '../../store/journal-file.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf, fieldFailure } from '../field.ts';
import { readAnchors } from '../journal/anchors-file.ts';

export const journalVerify = defineCommand({
  name: 'journal verify',
  summary: 'whether the alarm journal is as it was written: no row changed, none taken out',
  details: `Only reads, also while a gateway is running on the folder. Each row holds a hash over itself and the row before. Somebody who writes the
whole file anew can make the hashes fit: compare with an export that was kept elsewhere.
node gateway/main.ts journal verify --against /mnt/usb/journal-2026-01.jsonl`,
  options: {
    data: DATA,
    against: { type: 'string', value: 'FILE', help: 'an earlier `journal export`, also of anchors only' },
    json: JSON_OUTPUT,
  },
  async run(given, context) {
    const known = given.against === undefined ? undefined : anchorsOf(given.against);
    if (typeof known === 'string') return refuse(given, context, known, 2);
    try {
      const { rows, faults } = verify(dataFolderOf(given, context.env), known);
      const ok = faults.length === 0;
      answer(given, context, { ok, rows, faults }, () =>
        ok ? [`${rows} rows; the chain holds.`] : [`${rows} rows; the chain is broken:`, ...faults.map(faultLine)],
      );
      return ok ? 0 : 1;
    } catch (error) {
      return refuse(given, context, fieldFailure(error));
    }
  },
});

function verify(dataFolder: string, known: JournalAnchors | undefined) {
  const journal = new JournalFile(dataFolder);
  try {
    return journal.verify(known);
  } finally {
    journal.close();
  }
}

function anchorsOf(file: string): JournalAnchors | string {
  try {
    return readAnchors(file) ?? `${file} is no export of a journal`;
  } catch (error) {
    return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function faultLine({ sequence, kind }: JournalFault): string {
  switch (kind) {
    case 'changed':
      return `row ${sequence} is not as it was written`;
    case 'removed':
      return `row ${sequence} was taken out, perhaps with some after it`;
    case 'shortened':
      return `the end from row ${sequence} on is missing`;
  }
}
