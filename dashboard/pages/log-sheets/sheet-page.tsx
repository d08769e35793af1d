import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useLogSheet, useSheetPreview } from '../../data/hooks/use-sheets.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheet } from '../../data/sheet-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { UnsentDeeds } from '../../panels/unsent-deeds/unsent-deeds.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { type CellChoice, CorrectDialog } from './correct-dialog.tsx';
import css from './log-sheets-page.module.css';
import { SheetGrid } from './sheet-grid.tsx';
import { SheetHistory } from './sheet-history.tsx';
import { SheetSigning } from './sheet-signing.tsx';
import { SlotSection } from './slot-section.tsx';

const route = getRouteApi('/log-sheets/$id');

/** One sheet as on paper: slots across, machines down; with what is to be filled now, signatures, reviews and its history. */
export function SheetPage(): ReactElement {
  const { id } = route.useParams();
  const sheet = useLogSheet(Number(id));
  const { t } = useWords();
  if (sheet.isPending) return <Loading label={t('signIn.loading')} rows={8} />;
  if (!sheet.data) {
    const code = sheet.error ? codeOf(sheet.error) : undefined;
    return (
      <Notice
        title={t('sheets.unknown')}
        code={code}
        retry={{ label: t('error.retry'), act: () => void sheet.refetch() }}
      />
    );
  }
  return <Sheet sheet={sheet.data} />;
}

function Sheet({ sheet: known }: { readonly sheet: WireSheet }): ReactElement {
  const { row } = route.useSearch();
  const { sheet, isWaiting } = useSheetPreview(known);
  const may = useMay('record:write');
  const [chosen, setChosen] = useState<CellChoice>();
  const isOpen = sheet.signatures.length === 0;
  return (
    <div className={css.page}>
      <Head sheet={sheet} />
      <UnsentDeeds path={`/log-sheets/${sheet.id}/`} />
      {may && isOpen && <SlotSection sheet={sheet} chosen={row} isWaiting={isWaiting} />}
      <SheetGrid sheet={sheet} onChoose={may && isOpen && !isWaiting ? setChosen : undefined} />
      <SheetSigning sheet={sheet} />
      <SheetHistory sheet={sheet} />
      {chosen && <CorrectDialog sheet={sheet} choice={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

function Head({ sheet }: { readonly sheet: WireSheet }): ReactElement {
  const { name } = usePlant().site;
  const session = useSession();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const { form, title, subjectName, date } = sheet;
  return (
    <header className={css.head}>
      <p className={css.noPrint}>
        <Link to="/log-sheets" search={{ date }}>
          ‹ {t('sheets.all')}
        </Link>
      </p>
      <h1>
        {text(title)} · {text(subjectName)} · {date}
      </h1>
      <p className="quiet">
        {text(name)} · {t('sheets.version', { form: form.form, version: form.version })}
        {form.basis.text !== '' && ` · ${t('sheets.basis', { text: form.basis.text })}`}
        {form.basis.text !== '' && !form.basis.checked && ` (${t('sheets.unchecked')})`}
      </p>
      <p className={css.onPrint}>
        {t('sheets.printedBy', { at: `${time.date(now)} ${time.minute(now)}`, name: session?.user.displayName ?? '' })}
        {' · '}
        {t('sheets.autoColumns')}
      </p>
      <p className={css.noPrint}>
        <Button variant="default" size="sm" onClick={() => window.print()}>
          {t('sheets.print')}
        </Button>
      </p>
      <Summary sheet={sheet} />
    </header>
  );
}

function Summary({ sheet }: { readonly sheet: WireSheet }): ReactElement {
  const time = useSiteTime();
  const personName = usePersonName();
  const { t } = useWords();
  const { complete, slots, missing, rowsDropped, signatures } = sheet;
  return (
    <p>
      {t('sheets.filled')} {t('sheets.ofSlots', { complete, slots })} · {t('sheets.missing')} {missing}
      {rowsDropped > 0 && ` · ${t('sheets.dropped', { n: rowsDropped })}`}
      {signatures.map((one) => (
        <span key={one.sign}>
          {' · '}
          {t('sheets.signed')} <PersonName>{personName(one.by)}</PersonName> {time.minute(Date.parse(one.at))}
        </span>
      ))}
    </p>
  );
}
