import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import { useQuietConditions } from '../../data/hooks/use-alarm-work.ts';
import { useAlarms, useSuppressed } from '../../data/hooks/use-alarms.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Tabs } from '../../ui/tabs.tsx';
import type { AlarmView } from './alarm-views.ts';

/** The views of the desk with how much is in each: what is kept quiet is never out of sight. */
export function AlarmTabs({ chosen }: { readonly chosen: AlarmView }): ReactElement {
  const navigate = useNavigate();
  const alarms = useAlarms();
  const suppressed = useSuppressed().length;
  const conditions = useQuietConditions().data ?? [];
  const { t } = useWords();
  const shelved = conditions.filter(({ state }) => state === 'shelved').length;
  const tabs = [
    { id: 'active', label: `${t('alarms.active')} ${alarms.length}` },
    { id: 'unacknowledged', label: `${t('alarms.unacknowledged')} ${alarms.filter(isUnacknowledged).length}` },
    { id: 'shelved', label: `${t('alarms.shelved')} ${shelved}` },
    { id: 'suppressed', label: `${t('alarms.suppressed')} ${suppressed}` },
    { id: 'out-of-service', label: `${t('alarms.outOfService')} ${conditions.length - shelved}` },
    { id: 'history', label: t('alarms.history') },
  ] as const;
  return (
    <Tabs
      label={t('alarms.title')}
      tabs={tabs}
      chosen={chosen}
      onChoose={(view) => void navigate({ to: '/alarms', search: { view } })}
    />
  );
}
