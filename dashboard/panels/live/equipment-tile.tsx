import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { namesItself } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import css from './equipment-tile.module.css';
import { LiveReadout } from './live-readout.tsx';
import { RunTag } from './run-tag.tsx';

export interface EquipmentTileProps {
  readonly equipment: EquipmentState;
  /** Names of the points to show; the template's key points when absent. */
  readonly points?: readonly string[];
  readonly children?: ReactNode;
  /** Instead of the running state. */
  readonly status?: ReactNode;
}

/** One machine in its fixed place: name, state, worst badge, key figures. The whole head opens its page. */
export function EquipmentTile({ equipment, points, children, status }: EquipmentTileProps): ReactElement {
  const { t, text } = useWords();
  const alarm = useAlarmsOf('equipment', equipment.id)[0];
  const names = points ?? equipment.keyPoints;
  return (
    <article className={css.tile} data-priority={alarm?.priority}>
      <header className={css.head}>
        <Link to="/equipment/$id" params={{ id: equipment.id }} className={css.name}>
          <span className={css.title}>{text(equipment.name)}</span>
          {!namesItself(equipment.id, text(equipment.name)) && <span className={css.id}>{equipment.id}</span>}
        </Link>
        {status ?? <RunTag equipment={equipment} />}
        {alarm && (
          <PriorityBadge priority={alarm.priority} state={alarm.state} label={t(`priority.${alarm.priority}`)} />
        )}
      </header>
      {alarm && <p className={css.alarm}>{text(alarm.title)}</p>}
      {children}
      {names.map((name) => (
        <LiveReadout key={name} tag={`${equipment.id}.${name}`} />
      ))}
    </article>
  );
}
