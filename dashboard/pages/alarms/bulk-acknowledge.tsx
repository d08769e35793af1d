import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useAcknowledgeMany } from '../../data/hooks/use-alarm-work.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useLink } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import css from './alarms-page.module.css';
import { bulkChoice } from './bulk-choice.ts';

/** Acknowledges what is shown, after it was counted out by priority; urgent alarms are never among them. */
export function BulkAcknowledge({ alarms }: { readonly alarms: readonly WireAlarm[] }): ReactElement | null {
  const [asked, setAsked] = useState<readonly WireAlarm[]>();
  const may = useMay('alarm:acknowledge');
  const linkUp = useLink().state === 'live';
  const { t } = useWords();
  const chosen = bulkChoice(alarms);
  if (!may || (chosen.length < 2 && !asked)) return null;
  return (
    <>
      <Button variant="default" size="xs" disabled={!linkUp} onClick={() => setAsked(chosen)}>
        {t('bulk.open', { count: chosen.length })}
      </Button>
      {asked && <BulkDialog alarms={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

/** What was on the screen when it was asked for stays what it is about, whatever comes meanwhile. */
function BulkDialog({ alarms, onClose }: { readonly alarms: readonly WireAlarm[]; readonly onClose: () => void }) {
  const acknowledge = useAcknowledgeMany();
  const { t } = useWords();
  const refused = acknowledge.data?.filter(({ code }) => code !== null) ?? [];
  return (
    <FormDialog
      title={t('bulk.title')}
      submit={acknowledge.data ? undefined : t('bulk.submit', { count: alarms.length })}
      pending={acknowledge.isPending}
      error={acknowledge.error}
      onSubmit={() => acknowledge.mutate(alarms)}
      onClose={onClose}
    >
      <p>{t('bulk.about')}</p>
      <ul className={css.counts}>
        {(['P2', 'P3', 'P4'] as const).map((priority) => (
          <li key={priority}>
            <PriorityBadge priority={priority} label={t(`priority.${priority}`)} />{' '}
            {alarms.filter((alarm) => alarm.priority === priority).length}
          </li>
        ))}
      </ul>
      {acknowledge.data && (
        <Notice
          title={t('bulk.done', { count: acknowledge.data.length - refused.length })}
          hint={refused.length > 0 ? t('bulk.refused', { count: refused.length }) : undefined}
          retry={{ label: t('deed.close'), act: onClose }}
        />
      )}
    </FormDialog>
  );
}
