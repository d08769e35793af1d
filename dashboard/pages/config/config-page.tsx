import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AddDevice } from './add-device.tsx';
import { ChangesSection } from './changes-section.tsx';
import { ChannelEditor } from './channel-editor.tsx';
import css from './config.module.css';
import { CONFIG_VIEWS, type ConfigView } from './config-views.ts';
import { FileStrip } from './file-strip.tsx';
import { LimitsSection } from './limits-section.tsx';
import { RotaSection } from './rota-section.tsx';
import { UsersSection } from './users-section.tsx';

/** Everything an engineer sets up: each part edits the same site file that is edited by hand. */
export function ConfigPage(): ReactElement {
  const { view } = useSearch({ from: '/config' });
  const navigate = useNavigate();
  const may = useMay('site:configure');
  const manages = useMay('account:manage');
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  const views = CONFIG_VIEWS.filter((one) => one !== 'users' || manages);
  return (
    <div className={css.page}>
      <h1>{t('config.title')}</h1>
      <FileStrip />
      <Tabs
        label={t('config.title')}
        tabs={views.map((id) => ({ id, label: t(`config.view.${id}`) }))}
        chosen={view}
        onChoose={(next) => void navigate({ to: '/config', search: { view: next } })}
      />
      <Part view={view} manages={manages} />
    </div>
  );
}

function Part({ view, manages }: { readonly view: ConfigView; readonly manages: boolean }): ReactElement {
  const { t } = useWords();
  switch (view) {
    case 'device':
      return <AddDevice />;
    case 'limits':
      return <LimitsSection />;
    case 'onCall':
      return <RotaSection />;
    case 'channels':
      return <ChannelEditor />;
    case 'users':
      return manages ? <UsersSection /> : <Notice title={t('error.noPermission')} />;
    case 'changes':
      return <ChangesSection />;
  }
}
