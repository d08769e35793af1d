import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useChannels } from '../../data/hooks/use-channels.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { ChannelSection } from './channel-section.tsx';
import css from './channels-page.module.css';

/** Every way to reach people: does it work, and what it is set to. */
export function ChannelsPage(): ReactElement {
  const may = useMay('system:read');
  const channels = useChannels();
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  return (
    <>
      <h1>{t('channels.title')}</h1>
      {channels.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(channels.error) })}
          retry={{ label: t('error.retry'), act: () => void channels.refetch() }}
        />
      )}
      {channels.isPending && <Loading label={t('signIn.loading')} rows={6} />}
      {channels.data?.length === 0 && <Notice title={t('channels.none')} hint={t('channels.noneHint')} />}
      <div className={css.list}>
        {channels.data?.map((channel) => (
          <ChannelSection key={channel.id} channel={channel} />
        ))}
      </div>
    </>
  );
}
