import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../../panels/alarm-list/alarm-badge.tsx';
import { equipmentPanels } from '../../panels/index.ts';
import { RunTag } from '../../panels/live/run-tag.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './equipment-page.module.css';
import { MaintenanceMode } from './maintenance-mode.tsx';
import { RegisterSummary } from './register-summary.tsx';

const route = getRouteApi('/equipment/$id');

/** Level 3: what is it doing, since when, what was done. */
export function EquipmentPage(): ReactElement {
  const { id } = route.useParams();
  const equipment = usePlant().equipmentById.get(id);
  const { t } = useWords();
  if (!equipment) return <Notice title={t('equipment.unknown')} />;
  return (
    <>
      <Head equipment={equipment} />
      <div className={css.panels}>
        {equipmentPanels().map((panel) => (
          <div key={`${panel.id} ${equipment.id}`} className={css[panel.id] ?? ''}>
            <panel.view equipment={equipment} />
          </div>
        ))}
      </div>
      <RegisterSummary equipment={equipment} />
      <Origin equipment={equipment} />
    </>
  );
}

function Head({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const { t, text } = useWords();
  const worst = useAlarmsOf('equipment', equipment.id)[0];
  return (
    <header className={css.head}>
      <Link to="/systems/$system" params={{ system: equipment.system }}>
        {t(`system.${equipment.system}`)}
      </Link>
      <span aria-hidden="true">›</span>
      <h1>{text(equipment.name)}</h1>
      <span className="mono">{equipment.id}</span>
      <RunTag equipment={equipment} />
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

/** Where the machine stands, who made it, what feeds it, and how sure its register map is. */
function Origin({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const area = plant.site.areas.find((one) => one.id === equipment.area);
  return (
    <dl className={css.origin}>
      <div>
        <dt>{t('equipment.area')}</dt>
        <dd>{area ? text(area.name) : equipment.area}</dd>
      </div>
      <div>
        <dt>{t('equipment.maker')}</dt>
        <dd>
          {equipment.maker} {equipment.model}
        </dd>
      </div>
      {equipment.poweredBy.length > 0 && (
        <div>
          <dt>{t('equipment.fedFrom')}</dt>
          <dd>
            {equipment.poweredBy.map((id) => (
              <Link key={id} to="/equipment/$id" params={{ id }} className={css.source}>
                {id}
              </Link>
            ))}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('equipment.device')}</dt>
        <dd className="mono">{equipment.device}</dd>
      </div>
      <div>
        <dt>{t('equipment.evidence')}</dt>
        <dd data-evidence={equipment.evidence}>
          {equipment.evidence === 'verified' ? '✓ ' : equipment.evidence === 'recall' ? '! ' : ''}
          {t(`evidence.${equipment.evidence}`)}
        </dd>
      </div>
    </dl>
  );
}
