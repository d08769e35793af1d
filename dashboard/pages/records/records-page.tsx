import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useRecords } from '../../data/hooks/use-records.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { LossSection } from './loss-section.tsx';
import css from './records-page.module.css';
import { RefusedSection } from './refused-section.tsx';
import { SinkSection } from './sink-section.tsx';
import { StoreSection } from './store-section.tsx';

/** Is every value kept, has each database got it, what is missing and why. */
export function RecordsPage(): ReactElement {
  const may = useMay('system:read');
  const records = useRecords();
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  return (
    <>
      <h1>{t('records.title')}</h1>
      {records.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(records.error) })}
          retry={{ label: t('error.retry'), act: () => void records.refetch() }}
        />
      )}
      {records.isPending && <Loading label={t('signIn.loading')} rows={8} />}
      {records.data && (
        <div className={css.list}>
          <StoreSection historian={records.data.historian} />
          <SinkSection sinks={records.data.historian.cursors} />
          <LossSection />
          <RefusedSection />
        </div>
      )}
    </>
  );
}
