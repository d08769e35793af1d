import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import { useAlarmsOf, useSuppressed } from '../../data/hooks/use-alarms.ts';
import { useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { joinName } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../../panels/live/alarm-badge.tsx';
import { LiveReadout } from '../../panels/live/live-readout.tsx';
import css from './overview-page.module.css';
import { SystemFact } from './system-fact.tsx';
import { keyTags, summarise } from './system-summary.ts';

/** One system in its fixed place: worst badge and what it is, how much runs, key figures, and how many values are old. */
export function SystemTile({ system }: { readonly system: SystemId }): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const alarms = useAlarmsOf('system', system);
  const worst = alarms[0];
  const behind = useSuppressed().filter((alarm) => alarm.system === system).length;
  const summary = summarise(plant, system);
  const machines = new Set(summary.figures.map((tag) => plant.pointByTag.get(tag)?.equipment));
  const equipment = worst && plant.equipmentById.get(worst.equipment);
  return (
    <article className={css.tile} data-priority={worst?.priority}>
      <header className={css.head}>
        <Link to="/systems/$system" params={{ system }} className={css.title}>
          {t(`system.${system}`)}
        </Link>
        {worst && <AlarmBadge alarm={worst} size={26} />}
      </header>
      <p className={css.worst} data-alarm={worst !== undefined}>
        {worst
          ? joinName(equipment ? text(equipment.name) : worst.equipment, text(worst.title))
          : t(plant.ofSystem(system).length === 0 ? 'overview.noMachines' : 'overview.noAlarms')}
        {alarms.length > 1 && <span className="quiet"> · {t('overview.alarms', { count: alarms.length })}</span>}
        {behind > 0 && <span className="quiet"> · {t('overview.behind', { count: behind })}</span>}
      </p>
      <SystemFact system={system} running={summary.running} />
      <div>
        {summary.figures.map((tag) => (
          <Figure key={tag} tag={tag} named={machines.size > 1} />
        ))}
      </div>
      <OldValues system={system} />
    </article>
  );
}

/** `named`: the tile shows several machines, so that each figure needs the name of its own. */
function Figure({ tag, named }: { readonly tag: string; readonly named: boolean }): ReactElement {
  const plant = usePlant();
  const { text } = useWords();
  const point = plant.pointByTag.get(tag);
  const equipment = point && plant.equipmentById.get(point.equipment);
  if (!named) return <LiveReadout tag={tag} />;
  const label = equipment && point ? joinName(text(equipment.name), text(point.title)) : tag;
  return <LiveReadout tag={tag} label={label} />;
}

function OldValues({ system }: { readonly system: SystemId }): ReactElement | null {
  const plant = usePlant();
  const { t } = useWords();
  const tags = keyTags(plant.ofSystem(system), plant);
  const count = useReadingSummary(
    tags,
    (all) => all.filter((one) => one !== undefined && one.standing !== 'good' && one.standing !== 'uncertain').length,
  );
  return count === 0 ? null : <p className={css.old}>{t('overview.values', { count })}</p>;
}
