import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useSheetDeed } from '../../data/hooks/use-sheets.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheet, WireSheetColumn, WireSheetRow } from '../../data/sheet-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { cellText, fillable } from './cell-text.ts';
import { EntryField } from './entry-field.tsx';
import css from './log-sheets-page.module.css';
import { readEntries } from './read-entries.ts';

export interface SlotSectionProps {
  readonly sheet: WireSheet;
  /** Row of the address; otherwise the one that is open now. */
  readonly chosen: string | undefined;
}

/** What a person fills in one slot, made for a thumb; telemetry stands beside it. */
export function SlotSection({ sheet, chosen }: SlotSectionProps): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const isOpen = ({ opensAt, closesAt }: WireSheetRow): boolean =>
    Date.parse(opensAt) <= now && now < Date.parse(closesAt);
  const asks = (one: WireSheetRow): boolean => one.kind !== 'sheet' || fillable(sheet.form.blocks, one).length > 0;
  const open = sheet.rows.filter((one) => isOpen(one) && asks(one));
  const row = open.find(({ id }) => id === chosen) ?? open.find((one) => one.open > 0) ?? open[0];
  if (!row) return null;
  const label = (one: WireSheetRow): string => t(`sheets.slot.${one.kind}`, { at: time.minute(Date.parse(one.at)) });
  return (
    <Section title={t('sheets.fillTitle', { at: label(row) })} className={css.noPrint}>
      <nav className={css.days} aria-label={t('sheets.slots')}>
        {open.map((one) => (
          <Link
            key={one.id}
            to="/log-sheets/$id"
            params={{ id: String(sheet.id) }}
            search={{ row: one.id }}
            aria-current={one.id === row.id}
          >
            {label(one)} {one.open > 0 && `(${one.open})`}
          </Link>
        ))}
      </nav>
      <p className="quiet">
        {t('sheets.fillUntil', {
          at: time.minute(Date.parse(row.closesAt)),
          late: time.minute(Date.parse(row.lateAt)),
        })}
      </p>
      <SlotForm key={`${row.id} ${row.cells.filter(({ hand }) => hand).length}`} sheet={sheet} row={row} />
      <SignButton sheet={sheet} row={row} label={label(row)} />
    </Section>
  );
}

function SlotForm({ sheet, row }: { readonly sheet: WireSheet; readonly row: WireSheetRow }): ReactElement {
  const deed = useSheetDeed(sheet);
  const columns = fillable(sheet.form.blocks, row);
  const [wrong, setWrong] = useState<ReadonlyMap<string, 'number' | 'remark'>>(new Map());
  const [isEmpty, setEmpty] = useState(false);
  const { t } = useWords();
  if (columns.length === 0) return <Notice title={t('sheets.nothingToFill')} />;

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const read = readEntries(new FormData(event.currentTarget), columns);
    setWrong(read.ok ? new Map() : read.wrong);
    setEmpty(read.ok && read.entries.length === 0);
    if (read.ok && read.entries.length > 0) deed.mutate({ kind: 'fill', row: row.id, entries: read.entries });
  }

  const asked = columns.filter(({ fill }) => fill !== 'auto').sort((a, b) => Number(b.required) - Number(a.required));
  const told = columns.filter(({ fill }) => fill === 'auto');
  const entryOf = (column: WireSheetColumn): ReactElement => (
    <Entry key={column.key} sheet={sheet} row={row} column={column} wrong={wrong.get(column.key)} />
  );
  return (
    <form className={css.entries} onSubmit={send} noValidate>
      {asked.map(entryOf)}
      {told.length > 0 && (
        <details>
          <summary>{t('sheets.beside', { n: told.length })}</summary>
          <div className={css.entries}>{told.map(entryOf)}</div>
        </details>
      )}
      {isEmpty && <p role="alert">! {t('sheets.nothingEntered')}</p>}
      {deed.error && <Refusal error={deed.error} />}
      <Button type="submit" size="lg" h={60} loading={deed.isPending}>
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

/** Signs the slot when it has been taken and nothing waits in it. */
function SignButton({
  sheet,
  row,
  label,
}: {
  readonly sheet: WireSheet;
  readonly row: WireSheetRow;
  readonly label: string;
}): ReactElement | null {
  const deed = useSheetDeed(sheet);
  const { t } = useWords();
  const isSigned = row.signature !== null || !sheet.form.signs.some(({ per }) => per === 'slot');
  if (isSigned || row.kind === 'sheet' || row.capturedAt === null || row.open > 0) return null;
  return (
    <>
      {deed.error && <Refusal error={deed.error} />}
      <Button
        variant="default"
        size="lg"
        h={60}
        loading={deed.isPending}
        onClick={() => deed.mutate({ kind: 'sign', row: row.id, sign: null })}
      >
        {t('sheets.signSlot', { at: label })}
      </Button>
    </>
  );
}
