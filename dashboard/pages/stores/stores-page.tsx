import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { CallSection } from './call-section.tsx';
import { CertificateSection } from './certificate-section.tsx';
import { ContractorSection } from './contractor-section.tsx';
import { InstrumentSection } from './instrument-section.tsx';
import { PartSection } from './part-section.tsx';
import css from './stores-page.module.css';
import { STORES_VIEWS, type StoresView } from './stores-views.ts';
import { ToolSection } from './tool-section.tsx';

const route = getRouteApi('/stores');

/** Parts, tools, contractors with their calls, and instruments. */
export function StoresPage(): ReactElement {
  const { view } = route.useSearch();
  const navigate = useNavigate();
  const { t } = useWords();
  return (
    <div className={css.page}>
      <h1>{t('stores.title')}</h1>
      <Tabs
        label={t('stores.title')}
        tabs={STORES_VIEWS.map((id) => ({ id, label: t(`stores.view.${id}`) }))}
        chosen={view}
        onChoose={(id) => void navigate({ to: '/stores', search: { view: id } })}
      />
      <View view={view} />
    </div>
  );
}

function View({ view }: { readonly view: StoresView }): ReactElement {
  switch (view) {
    case 'parts':
      return <PartSection />;
    case 'tools':
      return <ToolSection />;
    case 'contractors':
      return <ContractorSection />;
    case 'calls':
      return <CallSection />;
    case 'instruments':
      return <InstrumentSection />;
    case 'certificates':
      return <CertificateSection />;
  }
}
