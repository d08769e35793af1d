import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { namesItself } from '../../format/join-name.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { LiveText } from '../live/live-text.tsx';
import css from './power.module.css';

const CURRENTS = ['i_a', 'i_b', 'i_c'] as const;

/** The most loaded phase of a feeder, in per cent of the upper end of its normal band; null where one phase is not known. */
function useLoad(equipment: string): { readonly percent: number | null; readonly stale: boolean } {
  const plant = usePlant();
  const readings = [
    useReading(`${equipment}.${CURRENTS[0]}`),
    useReading(`${equipment}.${CURRENTS[1]}`),
    useReading(`${equipment}.${CURRENTS[2]}`),
  ];
  const limit = plant.pointByTag.get(`${equipment}.i_a`)?.normal?.[1];
  const stale = readings.some((reading) => reading?.standing === 'stale');
  const values = readings.map((reading) => reading?.value ?? null);
  if (limit === undefined || limit <= 0 || values.includes(null)) return { percent: null, stale };
  return { percent: (Math.max(...values.map((value) => value ?? 0)) / limit) * 100, stale };
}

/** One feeder: badge, name, power, current, and how near its limit the most loaded phase is. */
export function FeederRow({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const { t, text } = useWords();
  const alarm = useAlarmsOf('equipment', equipment.id)[0];
  const { percent, stale } = useLoad(equipment.id);
  const over = percent !== null && percent > 100;
  return (
    <li className={css.feeder} data-priority={alarm?.priority}>
      <span className={css.badge}>
        {alarm && (
          <PriorityBadge priority={alarm.priority} state={alarm.state} label={t(`priority.${alarm.priority}`)} />
        )}
      </span>
      <Link to="/equipment/$id" params={{ id: equipment.id }} className={css.name}>
        {!namesItself(equipment.id, text(equipment.name)) && <span className="mono">{equipment.id}</span>}{' '}
        {text(equipment.name)}
      </Link>
      <span className={css.figure}>
        <LiveText tag={`${equipment.id}.p_total`} />
      </span>
      <span className={css.figure}>
        <LiveText tag={`${equipment.id}.i_a`} />
      </span>
      <span className={css.load} data-stale={stale} title={t('power.percentIn')}>
        <span className={css.bar}>
          <span
            className={css.fill}
            style={{
              width: `${Math.min(100, (percent ?? 0) / 1.2)}%`,
              ...(over && alarm && !stale
                ? { background: `var(--${alarm.priority.toLowerCase()})`, outline: '1px solid var(--text)' }
                : {}),
            }}
          />
          <span className={css.limit} />
        </span>
        <span className={css.percent}>{formatQuantity(percent, 0, '%')}</span>
      </span>
    </li>
  );
}
