import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireHandoverItem } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import css from './handover-page.module.css';
import { itemState } from './item-state.ts';

/** One thing that is handed over: what, how it stands, who and until when. */
export function ItemLine({ item }: { readonly item: WireHandoverItem }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { equipmentById } = usePlant();
  const { t, text } = useWords();
  const { priority, equipment, title, who, at, until, note } = item;
  const nameOf = (id: string): string => {
    const machine = equipmentById.get(id);
    return machine ? text(machine.name) : id;
  };
  const stamp = (iso: string): string => time.brief(Date.parse(iso), now);
  const rest = [
    itemState(item, t),
    who && personName(who),
    at && (until ? `${stamp(at)} – ${stamp(until)}` : stamp(at)),
    !at && until && `– ${stamp(until)}`,
    note,
  ].filter((part) => part);
  return (
    <li className={css.item}>
      {priority && <PriorityBadge priority={priority} size={20} label={t(`priority.${priority}`)} />}
      <span>
        <ItemLink item={item}>
          {equipment && `${nameOf(equipment)} `}
          {text(title)}
        </ItemLink>{' '}
        <span className="quiet">{rest.join(' · ')}</span>
      </span>
    </li>
  );
}

interface LinkProps {
  readonly item: WireHandoverItem;
  readonly children: ReactNode;
}

function ItemLink({ item, children }: LinkProps): ReactNode {
  switch (item.kind) {
    case 'order':
      return (
        <Link to="/work-orders/$id" params={{ id: item.id }}>
          {children}
        </Link>
      );
    case 'alarm':
      return (
        <Link to="/alarms" search={{ view: 'active', id: item.id }}>
          {children}
        </Link>
      );
    case 'equipment':
    case 'condition':
      return item.equipment === null ? (
        children
      ) : (
        <Link to="/equipment/$id" params={{ id: item.equipment }}>
          {children}
        </Link>
      );
    case 'record':
      return <RecordLink item={item}>{children}</RecordLink>;
  }
}

function RecordLink({ item, children }: LinkProps): ReactNode {
  switch (item.state.split('/')[0]) {
    case 'log-sheet':
      return (
        <Link to="/log-sheets/$id" params={{ id: item.id }} search={{}}>
          {children}
        </Link>
      );
    case 'round':
      return (
        <Link to="/rounds/$id" params={{ id: item.id }} search={{}}>
          {children}
        </Link>
      );
    default:
      return children;
  }
}
