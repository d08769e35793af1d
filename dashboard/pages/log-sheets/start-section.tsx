import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useExplainStart, useTimedStarts } from '../../data/hooks/use-sheets.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireStart } from '../../data/sheet-api.ts';
import type { SiteDay } from '../../format/site-days.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const MINUTE_MS = 60_000;

/** What was to be started and stopped by the clock on a day, and what telemetry saw. */
export function StartSection({ day }: { readonly day: SiteDay }): ReactElement {
  const starts = useTimedStarts(day.startMs, day.endMs).data;
  const [asked, setAsked] = useState<WireStart>();
  const columns = useColumns(setAsked);
  const { t } = useWords();
  return (
    <Section title={t('starts.title')}>
      {starts?.length === 0 && <Notice title={t('starts.none')} />}
      {starts && starts.length > 0 && (
        <Table caption={t('starts.title')} columns={columns} rows={starts} rowKey={({ id }) => id} />
      )}
      {asked && <ExplainDialog start={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

function useColumns(onExplain: (start: WireStart) => void): Column<WireStart>[] {
  const time = useSiteTime();
  const may = useMay('record:write');
  const { t, text } = useWords();
  return [
    { key: 'plant', title: t('starts.plant'), cell: ({ title, what }) => `${text(title)} ${t(`starts.what.${what}`)}` },
    { key: 'planned', title: t('starts.planned'), number: true, cell: (one) => time.minute(Date.parse(one.plannedAt)) },
    {
      ...{ key: 'actual', title: t('starts.actual'), number: true },
      cell: ({ actualAt }) => (actualAt === null ? '—' : time.minute(Date.parse(actualAt))),
    },
    { key: 'verdict', title: t('starts.verdict'), cell: (start) => <Verdict start={start} /> },
    {
      key: 'why',
      title: t('starts.why'),
      wide: true,
      cell: ({ remarks }) => remarks.map((one) => one.text).join(' · '),
    },
    {
      ...{ key: 'explain', title: '' },
      cell: (start) =>
        may &&
        start.verdict !== null && (
          <Button variant="default" size="xs" onClick={() => onExplain(start)}>
            {t('starts.explain')}
          </Button>
        ),
    },
  ];
}

function Verdict({ start: { verdict, offsetMs } }: { readonly start: WireStart }): ReactElement {
  const { t } = useWords();
  if (verdict === null) return <span className="quiet">{t('starts.waiting')}</span>;
  const minutes = offsetMs === null ? null : Math.round(offsetMs / MINUTE_MS);
  const offset = minutes ? ` ${t('starts.offset', { minutes: minutes > 0 ? `+${minutes}` : `−${-minutes}` })}` : '';
  const words = `${t(`starts.verdicts.${verdict}`)}${offset}`;
  const isWrong = verdict === 'late' || verdict === 'missed' || verdict === 'no-data';
  return isWrong ? <strong>! {words}</strong> : <span>{words}</span>;
}

function ExplainDialog({ start, onClose }: { readonly start: WireStart; readonly onClose: () => void }): ReactElement {
  const explain = useExplainStart();
  const [isShort, setShort] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const text = reasonOf(form);
    setShort(text === undefined);
    if (text !== undefined) explain.mutate({ id: start.id, version: start.version, text }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('starts.explain')}
      submit={t('starts.explain')}
      pending={explain.isPending}
      error={explain.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField name="reason" label={t('starts.why')} problem={isShort ? t('deed.reasonNeeded') : undefined} />
    </FormDialog>
  );
}
