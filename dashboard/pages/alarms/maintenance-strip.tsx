import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useDesk } from '../../data/hooks/use-alarms.ts';
import { useNow, usePlant } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './alarms-page.module.css';

/** Which machines are being worked on and therefore keep quiet, and for how long yet. */
export function MaintenanceStrip(): ReactElement | null {
  const { maintenance } = useDesk();
  const plant = usePlant();
  const now = useNow();
  const { t, text } = useWords();
  if (maintenance.length === 0) return null;
  return (
    <p className={css.maintenance}>
      {t('maintenance.now')}{' '}
      {maintenance.map(({ equipment: id, until }) => {
        const equipment = plant.equipmentById.get(id);
        return (
          <span key={id} className={css.machine}>
            <Link to="/equipment/$id" params={{ id }}>
              {equipment ? text(equipment.name) : id}
            </Link>{' '}
            {t('maintenance.left', { time: formatElapsed(Date.parse(until) - now) })}
          </span>
        );
      })}
    </p>
  );
}
