import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './equipment-page.module.css';

/** Where the machine stands, who made it, what feeds it, and how sure its register map is. */
export function Origin({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
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
