import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useLogSheets } from '../../data/hooks/use-sheets.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheetLine } from '../../data/sheet-api.ts';
import { addDays, type SiteDay, siteDays } from '../../format/site-days.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { ComfortSection } from './comfort-section.tsx';
import css from './log-sheets-page.module.css';
import { StartSection } from './start-section.tsx';

const route = getRouteApi('/log-sheets');

/** How far back sheets wait for a review on this page. */
const REVIEW_DAYS = 3;

/** The sheets of one day, what waits for a review, starts by the clock, and comfort. */
export function LogSheetsPage(): ReactElement {
  const { date } = route.useSearch();
  const { timeZone } = usePlant().site;
  const today = useSiteTime().date(useNow());
  const { t } = useWords();
  const shown = date ?? today;
  const [day] = siteDays(shown, 1, timeZone);
  const reviews = useMay('record:review');
  return (
    <div className={css.page}>
      <h1>{t('sheets.title')}</h1>
      <nav className={css.days} aria-label={t('sheets.days')}>
        <Link to="/log-sheets" search={{ date: addDays(shown, -1) }}>
          ‹ {t('sheets.before')}
        </Link>
        <Link to="/log-sheets" search={{}} aria-current={shown === today}>
          {t('sheets.today')}
        </Link>
        <Link to="/log-sheets" search={{ date: addDays(shown, 1) }}>
          {t('sheets.after')} ›
        </Link>
      </nav>
      {day && <DaySection day={day} />}
      {reviews && <ReviewSection today={today} />}
      {day && <StartSection day={day} />}
      {day && <ComfortSection day={day} />}
    </div>
  );
}

function DaySection({ day }: { readonly day: SiteDay }): ReactElement {
  const sheets = useLogSheets(day.startMs, day.endMs);
  const columns = useColumns();
  const { t } = useWords();
  return (
    <Section title={day.date}>
      {sheets.isPending && <Loading label={t('signIn.loading')} rows={6} />}
      {sheets.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(sheets.error) })}
          retry={{ label: t('error.retry'), act: () => void sheets.refetch() }}
        />
      )}
      {sheets.data?.length === 0 && <Notice title={t('sheets.none')} hint={t('sheets.noneHint')} />}
      {sheets.data && sheets.data.length > 0 && (
        <Table caption={t('sheets.title')} columns={columns} rows={sheets.data} rowKey={({ id }) => id} />
      )}
    </Section>
  );
}

/** Sheets of days that are over and lack the mark of engineer or chief. */
function ReviewSection({ today }: { readonly today: string }): ReactElement {
  const { timeZone } = usePlant().site;
  const days = siteDays(addDays(today, -REVIEW_DAYS), REVIEW_DAYS, timeZone);
  const sheets = useLogSheets(days[0]?.startMs ?? 0, days.at(-1)?.endMs ?? 0);
  const time = useSiteTime();
  const now = useNow();
  const words = useWords();
  const { t } = words;
  const waiting = sheets.data?.filter(({ reviews }) => reviews.length < 2) ?? [];
  const columns: Column<WireSheetLine>[] = [
    { key: 'date', title: t('sheets.days'), cell: ({ date }) => date },
    { key: 'what', title: t('sheets.what'), cell: (sheet) => <SheetLink sheet={sheet} words={words} /> },
    { key: 'odd', title: t('sheets.missing'), number: true, cell: ({ missing }) => missing },
    { key: 'marks', title: t('sheets.marks'), number: true, wide: true, cell: ({ marked }) => marked },
    { key: 'who', title: t('sheets.reviewed'), cell: ({ reviews }) => reviewText(reviews, words) },
    {
      key: 'by',
      title: t('sheets.due'),
      wide: true,
      cell: (one) => t('sheets.reviewBy', { at: time.brief(Date.parse(one.reviewDueAt), now) }),
    },
  ];
  return (
    <Section title={t('sheets.toReview')}>
      {sheets.data && waiting.length === 0 && <Notice title={t('sheets.noReview')} />}
      {waiting.length > 0 && (
        <Table caption={t('sheets.toReview')} columns={columns} rows={waiting} rowKey={({ id }) => id} />
      )}
    </Section>
  );
}

function SheetLink({ sheet, words }: { readonly sheet: WireSheetLine; readonly words: Words }): ReactElement {
  return (
    <Link to="/log-sheets/$id" params={{ id: String(sheet.id) }} search={{}}>
      {words.text(sheet.title)} · {words.text(sheet.subjectName)}
    </Link>
  );
}

const reviewText = (reviews: WireSheetLine['reviews'], { t }: Words): string =>
  (['engineer', 'chief'] as const)
    .map((step) => `${t(`sheets.review.${step}`)} ${reviews.some((one) => one.step === step) ? '√' : '—'}`)
    .join('  ');

function useColumns(): Column<WireSheetLine>[] {
  const time = useSiteTime();
  const now = useNow();
  const words = useWords();
  const { t } = words;
  return [
    { key: 'what', title: t('sheets.what'), cell: (sheet) => <SheetLink sheet={sheet} words={words} /> },
    {
      key: 'filled',
      title: t('sheets.filled'),
      number: true,
      cell: (sheet) => t('sheets.ofSlots', { ...sheetCounts(sheet) }),
    },
    {
      ...{ key: 'missing', title: t('sheets.missing'), number: true },
      cell: ({ missing }) => (missing > 0 ? <strong>! {missing}</strong> : 0),
    },
    {
      ...{ key: 'toFill', title: t('sheets.toFill'), number: true },
      cell: ({ toFill, late }) => (late > 0 ? <strong>{t('sheets.lateSlots', { toFill, late })}</strong> : toFill),
    },
    {
      ...{ key: 'next', title: t('sheets.next'), number: true, wide: true },
      cell: ({ nextAt }) => (nextAt === null ? '—' : time.brief(Date.parse(nextAt), now)),
    },
    { key: 'signed', title: t('sheets.signed'), wide: true, cell: (sheet) => signedText(sheet, words) },
    { key: 'reviewed', title: t('sheets.reviewed'), wide: true, cell: ({ reviews }) => reviewText(reviews, words) },
  ];
}

const sheetCounts = ({ complete, slots }: WireSheetLine) => ({ complete, slots });

function signedText({ state, unsigned }: WireSheetLine, { t, text }: Words): string {
  if (unsigned.length === 0) return '√';
  const who = unsigned.map(({ title }) => text(title)).join(', ');
  return `${t(state === 'missed' ? 'sheets.notSignedInTime' : 'sheets.notSigned')}: ${who}`;
}
