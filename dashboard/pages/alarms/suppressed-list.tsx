import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useAlarm, useSuppressed } from '../../data/hooks/use-alarms.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmRows } from '../../panels/alarm-list/alarm-rows.tsx';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { AlarmBadge } from '../../panels/live/alarm-badge.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './alarms-page.module.css';
import { groupSuppressed, type SuppressedGroup } from './group-suppressed.ts';

export interface SuppressedListProps {
  /** An alarm, or a cause whose group is open from the beginning. */
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** More rows than this help nobody; how many there are stands in the head. */
const MOST_ROWS = 100;

/** What is kept quiet by design: each cause with how many alarms lie behind it. */
export function SuppressedList({ selected, onSelect }: SuppressedListProps): ReactElement {
  const groups = groupSuppressed(useSuppressed());
  const { t } = useWords();
  if (groups.length === 0) return <Notice title={t('alarms.noSuppressed')} />;
  return (
    <ul className={css.groups}>
      {groups.map((group) => (
        <Group key={group.key} group={group} selected={selected} onSelect={onSelect} />
      ))}
    </ul>
  );
}

function Group({ group, selected, onSelect }: SuppressedListProps & { readonly group: SuppressedGroup }) {
  const { t } = useWords();
  const { alarms, because } = group;
  const isWanted =
    (because.kind === 'alarm' && because.id === selected) || alarms.some((alarm) => alarm.id === selected);
  return (
    <li>
      <details className={css.fold} open={isWanted}>
        <summary>
          <Because because={because} /> · <strong>{t('alarms.consequences', { count: alarms.length })}</strong>
        </summary>
        <AlarmRows alarms={alarms.slice(0, MOST_ROWS)} selected={selected} onSelect={onSelect} short />
        {alarms.length > MOST_ROWS && (
          <p className="quiet">{t('alarms.andMore', { count: alarms.length - MOST_ROWS })}</p>
        )}
      </details>
      {because.kind === 'alarm' && (
        <Link to="/alarms" search={{ view: 'active', id: because.id }} className={css.cause}>
          {t('alarms.openCause')}
        </Link>
      )}
    </li>
  );
}

function Because({ because }: Pick<SuppressedGroup, 'because'>): ReactElement {
  const alarm = useAlarm(because.kind === 'alarm' ? because.id : undefined);
  const plant = usePlant();
  const nameOf = useAlarmName();
  const { t, text } = useWords();
  if (because.kind === 'other') {
    const equipment = plant.equipmentById.get(because.of);
    const word = t(`suppression.${because.reason}` as 'suppression.parent', { defaultValue: because.reason });
    return (
      <span>
        {word} {equipment ? text(equipment.name) : because.of}
      </span>
    );
  }
  if (!alarm) return <span>{because.id}</span>;
  return (
    <span>
      <AlarmBadge alarm={alarm} /> {nameOf(alarm)}
    </span>
  );
}
