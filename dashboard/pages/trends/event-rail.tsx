import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { clusterMarks, type MarkCluster, type RailMark } from './cluster-marks.ts';
import css from './trend-desk.module.css';

export interface EventRailProps {
  readonly marks: readonly RailMark[];
  readonly from: number;
  readonly to: number;
  /** Where the plot stands below, px. */
  readonly place: { readonly left: number; readonly width: number };
}

const BADGE_PX = 24;
const MOST_NAMED = 6;

/** Alarms and orders above the plot, each at its moment and with the way to it. */
export function EventRail({ marks, from, to, place }: EventRailProps): ReactElement {
  const { t } = useWords();
  const clusters = clusterMarks(marks, { from, to }, place.width, BADGE_PX);
  return (
    <ul className={css.rail} style={{ marginLeft: place.left, width: place.width }} aria-label={t('trendDesk.marks')}>
      {clusters.map((cluster) => (
        <li key={`${cluster.worst.kind} ${cluster.worst.id}`} style={{ left: cluster.x }}>
          <Mark cluster={cluster} />
        </li>
      ))}
    </ul>
  );
}

function Mark({ cluster: { worst, marks } }: { readonly cluster: MarkCluster }): ReactElement {
  const time = useSiteTime();
  const { t } = useWords();
  const named = marks.slice(0, MOST_NAMED).map(({ at, name }) => `${time.minute(at)} ${name}`);
  const label =
    marks.length === 1 ? named.join() : t('trendDesk.rail', { count: marks.length, names: named.join('; ') });
  if (worst.kind === 'order')
    return (
      <Link to="/work-orders/$id" params={{ id: worst.id }} className={css.order} title={label}>
        <span className="visually-hidden">{label}</span>
        <svg width={14} height={14} viewBox="0 0 20 20" aria-hidden="true">
          <path d="M4 2h9l4 4v12H4z M7 9h7 M7 13h7" fill="none" stroke="currentColor" strokeWidth={1.8} />
        </svg>
      </Link>
    );
  return (
    <Link to="/alarms" search={{ view: 'history', id: worst.id }} title={label}>
      <PriorityBadge priority={worst.priority} size={16} label={`${t(`priority.${worst.priority}`)} ${label}`} />
      {marks.length > 1 && (
        <span className={css.many} aria-hidden="true">
          {marks.length}
        </span>
      )}
    </Link>
  );
}
