import { type ReactElement, useState } from 'react';
import { useSheetDeed } from '../../data/hooks/use-sheets.ts';
import type { WireSheet, WireSheetCell, WireSheetColumn, WireSheetRow } from '../../data/sheet-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { entryText } from './cell-text.ts';
import { EntryField } from './entry-field.tsx';
import { readNumber } from './read-entries.ts';

export interface CellChoice {
  readonly row: WireSheetRow;
  readonly column: WireSheetColumn;
  readonly cell: WireSheetCell;
}

export interface CorrectDialogProps {
  readonly sheet: WireSheet;
  readonly choice: CellChoice;
  readonly onClose: () => void;
}

/** Strikes an entry through and puts another in its place, with the reason. */
export function CorrectDialog({ sheet, choice, onClose }: CorrectDialogProps): ReactElement {
  const { row, column, cell } = choice;
  const deed = useSheetDeed(sheet);
  const [wrong, setWrong] = useState<ReadonlySet<'value' | 'reason'>>(new Set());
  const { t, text, language } = useWords();

  function send(form: FormData): void {
    const typed = textOf(form, column.key);
    const value = column.type === 'number' ? readNumber(typed) : typed || undefined;
    const reason = reasonOf(form);
    setWrong(
      new Set([
        ...(value === undefined ? ['value' as const] : []),
        ...(reason === undefined ? ['reason' as const] : []),
      ]),
    );
    if (value === undefined || reason === undefined) return;
    deed.mutate({ kind: 'correct', row: row.id, column: column.key, value, reason }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('sheets.correctTitle', { column: text(column.title) })}
      submit={t('sheets.correct')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      {cell.hand && <p>{t('sheets.present', { value: entryText(column, cell.hand.value, language) })}</p>}
      <EntryField
        column={column}
        label={t('sheets.value')}
        problem={wrong.has('value') ? t('sheets.numberNeeded') : undefined}
      />
      <TextAreaField
        name="reason"
        label={t('sheets.reason')}
        problem={wrong.has('reason') ? t('deed.reasonNeeded') : undefined}
      />
    </FormDialog>
  );
}
