import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Tabs } from '../../ui/tabs.tsx';
import css from './maintenance-page.module.css';
import { MAINTENANCE_VIEWS, type MaintenanceView } from './maintenance-views.ts';
import { OutlookSection } from './outlook-section.tsx';
import { PlanSection } from './plan-section.tsx';
import { MonthTasks, OpenTasks } from './task-section.tsx';
import { YearSection } from './year-section.tsx';

const route = getRouteApi('/maintenance');

/** Maintenance that returns: what is to be done now, what was done, what is coming, and the plans of years and months. */
export function MaintenancePage(): ReactElement {
  const { view } = route.useSearch();
  const navigate = useNavigate();
  const { t } = useWords();
  return (
    <div className={css.page}>
      <h1>{t('upkeep.title')}</h1>
      <Tabs
        label={t('upkeep.title')}
        tabs={MAINTENANCE_VIEWS.map((id) => ({ id, label: t(`upkeep.view.${id}`) }))}
        chosen={view}
        onChoose={(id) => void navigate({ to: '/maintenance', search: { view: id } })}
      />
      <View view={view} />
    </div>
  );
}

function View({ view }: { readonly view: MaintenanceView }): ReactElement {
  switch (view) {
    case 'tasks':
      return <OpenTasks />;
    case 'month':
      return <MonthTasks />;
    case 'outlook':
      return <OutlookSection />;
    case 'plans':
      return <PlanSection />;
    case 'years':
      return <YearSection />;
  }
}
