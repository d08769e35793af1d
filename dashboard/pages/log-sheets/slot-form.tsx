import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useSheetFill } from '../../data/hooks/use-sheets.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheet, WireSheetColumn, WireSheetRow } from '../../data/sheet-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { TextAreaField, TextField } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import { cellText, fillable, isUnread } from './cell-text.ts';
import { EntryField } from './entry-field.tsx';
import css from './log-sheets-page.module.css';
import { FILL_REASON, readEntries } from './read-entries.ts';

export interface SlotFormProps {
  readonly sheet: WireSheet;
  readonly row: WireSheetRow;
}

/** More missing readings than these are folded, so that what people look at stays in view. */
const MOST_IN_VIEW = 8;

/** What is asked of a person in one slot: what only people see, what telemetry could not read, and, folded, readings beside it. */
export function SlotForm({ sheet, row }: SlotFormProps): ReactElement {
  const fill = useSheetFill(sheet.id);
  const columns = fillable(sheet.form.blocks, row);
  const [wrong, setWrong] = useState<ReadonlyMap<string, 'number' | 'remark'>>(new Map());
  const [isEmpty, setEmpty] = useState(false);
  const { t } = useWords();
  if (columns.length === 0) return <Notice title={t('sheets.nothingToFill')} />;

  const asked = columns.filter(({ fill: by }) => by !== 'auto').sort((a, b) => Number(b.required) - Number(a.required));
  const unread = columns.filter((column) => column.fill === 'auto' && isUnread(row, column.key));
  const told = columns.filter((column) => column.fill === 'auto' && !unread.includes(column));

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const read = readEntries(new FormData(event.currentTarget), columns, new Set(unread.map(({ key }) => key)));
    setWrong(read.ok ? new Map() : read.wrong);
    setEmpty(read.ok && read.entries.length === 0);
    if (read.ok && read.entries.length > 0) fill.mutate({ row: row.id, entries: read.entries });
  }

  const entryOf = (column: WireSheetColumn): ReactElement => (
    <Entry key={column.key} sheet={sheet} row={row} column={column} wrong={wrong.get(column.key)} />
  );
  return (
    <form className={css.entries} onSubmit={send} noValidate>
      {asked.map(entryOf)}
      {unread.length > 0 && (
        <details open={unread.length <= MOST_IN_VIEW}>
          <summary>! {t('sheets.unread', { n: unread.length })}</summary>
          <div className={css.entries}>
            {unread.map(entryOf)}
            <TextAreaField
              name={FILL_REASON}
              label={t('sheets.fillReason')}
              problem={wrong.has(FILL_REASON) ? t('deed.reasonNeeded') : undefined}
            />
          </div>
        </details>
      )}
      {told.length > 0 && (
        <details>
          <summary>{t('sheets.beside', { n: told.length })}</summary>
          <div className={css.entries}>{told.map(entryOf)}</div>
        </details>
      )}
      {isEmpty && <p role="alert">! {t('sheets.nothingEntered')}</p>}
      {fill.error && <Refusal error={fill.error} />}
      <Button type="submit" size="lg" h={60} loading={fill.isPending}>
        {t('sheets.save')}
      </Button>
    </form>
  );
}

interface EntryProps {
  readonly sheet: WireSheet;
  readonly row: WireSheetRow;
  readonly column: WireSheetColumn;
  readonly wrong: 'number' | 'remark' | undefined;
}

function Entry({ sheet, row, column, wrong }: EntryProps): ReactElement {
  const time = useSiteTime();
  const [check, setCheck] = useState('');
  const { t, text, language } = useWords();
  const block = sheet.form.blocks.find(({ columns }) => columns.some(({ key }) => key === column.key));
  const owner = block ? `${text(block.name ?? block.title)} · ` : '';
  const told = cellText(
    column,
    row,
    row.cells.find((one) => one.column === column.key),
    language,
    time,
  );
  const beside = column.fill === 'auto' && told !== '' ? ` (${t('sheets.told', { value: told })})` : '';
  const isFault = check === 'fault' && column.onFail !== null;
  return (
    <div className={css.entry}>
      <EntryField
        column={column}
        label={`${owner}${text(column.title)}${beside}`}
        problem={wrong === 'number' ? t('sheets.numberNeeded') : undefined}
        onChange={setCheck}
      />
      {isFault && (
        <TextField
          name={`${column.key} remark`}
          label={t('sheets.remark')}
          problem={wrong === 'remark' ? t('sheets.remarkNeeded') : undefined}
        />
      )}
      {isFault && column.onFail === 'order' && (
        <label>
          <input type="checkbox" name={`${column.key} order`} defaultChecked /> {t('sheets.openOrder')}
        </label>
      )}
    </div>
  );
}
