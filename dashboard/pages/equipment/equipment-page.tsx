import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../../panels/live/alarm-badge.tsx';
import { RunTag } from '../../panels/live/run-tag.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import css from './equipment-page.module.css';
import { EQUIPMENT_TABS, type EquipmentTab } from './equipment-tabs.ts';
import { MaintenanceMode } from './maintenance-mode.tsx';
import { TabPart } from './parts/tab-part.tsx';
import { SIBLING_KEYS, siblingOf } from './siblings.ts';
import { StateSince } from './state-since.tsx';

const route = getRouteApi('/equipment/$id');

/** Level 3: what is it doing, since when, what was done; each part under its own address. */
export function EquipmentPage(): ReactElement {
  const { id } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const equipment = usePlant().equipmentById.get(id);
  const navigate = useNavigate();
  const { t } = useWords();
  useSiblingKeys(id, tab);
  if (!equipment) return <Notice title={t('equipment.unknown')} />;
  const choose = (next: EquipmentTab): void => {
    void navigate({ to: '/equipment/$id', params: { id }, search: searchOf(next), resetScroll: false });
  };
  return (
    <>
      <Head equipment={equipment} />
      <div className={css.tabs}>
        <Tabs
          label={t('equipmentTab.label')}
          tabs={EQUIPMENT_TABS.map((one) => ({ id: one, label: t(`equipmentTab.${one}`) }))}
          chosen={tab}
          onChoose={choose}
        />
      </div>
      <TabPart key={equipment.id} tab={tab} equipment={equipment} />
    </>
  );
}

function Head({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const { text } = useWords();
  const worst = useAlarmsOf('equipment', equipment.id)[0];
  return (
    <header className={css.head}>
      <Breadcrumb system={equipment.system}>
        <h1>{text(equipment.name)}</h1>
      </Breadcrumb>
      <span className="mono">{equipment.id}</span>
      <RunTag equipment={equipment} />
      <StateSince equipment={equipment} />
      {worst && (
        <span className={css.worst}>
          <AlarmBadge alarm={worst} />
          {text(worst.title)}
        </span>
      )}
      <MaintenanceMode equipment={equipment} />
    </header>
  );
}

const searchOf = (tab: EquipmentTab) => ({ ...(tab === 'overview' ? {} : { tab }) });

/** [ and ] lead to the machine of the same kind before and after; the part of the page stays. */
function useSiblingKeys(id: string, tab: EquipmentTab): void {
  const { equipment } = usePlant();
  const navigate = useNavigate();
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const step = SIBLING_KEYS[event.key];
      if (step === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      const next = isTyping || document.querySelector('[role="dialog"]') ? undefined : siblingOf(equipment, id, step);
      if (!next) return;
      void navigate({ to: '/equipment/$id', params: { id: next.id }, search: searchOf(tab) });
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [equipment, id, tab, navigate]);
}
