import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useBeginMeterRun, useMeterRuns } from '../../data/hooks/use-meter-runs.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { MeterRunBrief } from '../../data/meter-run-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf } from '../../panels/form-dialog/read-text.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './meter-runs.module.css';
import { RegisterSection } from './register-section.tsx';

/** The runs over all meters, newest first, and the register of the meters. */
export function MeterRunsPage(): ReactElement {
  const manages = useMay('duty:manage');
  const [asked, setAsked] = useState(false);
  const { t } = useWords();
  const begin = manages && (
    <Button variant="default" size="sm" onClick={() => setAsked(true)}>
      {t('meterRuns.begin')}
    </Button>
  );
  return (
    <div className={css.page}>
      <h1>{t('meterRuns.title')}</h1>
      <Section title={t('meterRuns.all')} aside={begin}>
        <Runs />
      </Section>
      <RegisterSection />
      <p className="quiet">{t('meterRuns.neverCut')}</p>
      {asked && <BeginDialog onClose={() => setAsked(false)} />}
    </div>
  );
}

function Runs(): ReactElement {
  const runs = useMeterRuns();
  const columns = useColumns();
  const { t } = useWords();
  if (runs.error && !runs.data) return <Notice title={t('error.title')} code={codeOf(runs.error)} />;
  if (!runs.data) return <Loading label={t('signIn.loading')} />;
  if (runs.data.length === 0) return <Notice title={t('meterRuns.none')} hint={t('meterRuns.noneHint')} />;
  return <Table caption={t('meterRuns.all')} columns={columns} rows={runs.data} rowKey={({ id }) => id} />;
}

function useColumns(): Column<MeterRunBrief>[] {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const name = (by: string | null): string => (by === null ? '—' : personName(by));
  return [
    {
      key: 'period',
      title: t('meterRuns.title'),
      cell: ({ id, period, reason }) => (
        <>
          <Link to="/meter-runs/$id" params={{ id: String(id) }} search={{ list: 'hand' }}>
            {t('meterRuns.run', { period: period.replace('T', ' ') })}
          </Link>
          {reason !== null && <span className="quiet"> {t('meterRuns.between', { reason })}</span>}
        </>
      ),
    },
    {
      key: 'state',
      title: t('alarms.state'),
      cell: ({ state, dueAt }) => (
        <span className={css.line}>
          {t(`meterRuns.state.${state}`)}
          {state === 'open' && dueAt !== null && (
            <span className="quiet">{t('meterRuns.fileBy', { at: time.brief(dueAt, now) })}</span>
          )}
        </span>
      ),
    },
    {
      key: 'read',
      title: t('meterRuns.read'),
      number: true,
      cell: ({ read, meters }) => `${read}/${meters}`,
    },
    { key: 'odd', title: t('meterRuns.odd'), number: true, cell: ({ odd }) => odd },
    { key: 'signed', title: t('rounds.signedBy'), wide: true, cell: ({ signedBy }) => name(signedBy) },
    { key: 'filed', title: t('meterRuns.filedBy'), wide: true, cell: ({ approvedBy }) => name(approvedBy) },
  ];
}

function BeginDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const begin = useBeginMeterRun();
  const navigate = useNavigate();
  const [isShort, setShort] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const reason = reasonOf(form);
    setShort(reason === undefined);
    if (reason === undefined) return;
    begin.mutate(reason, {
      onSuccess: ({ id }) =>
        void navigate({ to: '/meter-runs/$id', params: { id: String(id) }, search: { list: 'hand' } }),
    });
  }
  return (
    <FormDialog
      title={t('meterRuns.beginTitle')}
      submit={t('meterRuns.beginSave')}
      pending={begin.isPending}
      error={begin.error}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{t('meterRuns.beginAbout')}</p>
      <TextAreaField name="reason" label={t('deed.reason')} problem={isShort ? t('deed.reasonNeeded') : undefined} />
    </FormDialog>
  );
}
