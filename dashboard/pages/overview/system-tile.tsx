import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { Reading } from '../../data/point-store.ts';
import { joinName } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../../panels/alarm-list/alarm-badge.tsx';
import { LiveReadout } from '../../panels/live/live-readout.tsx';
import css from './overview-page.module.css';
import { summarise } from './system-summary.ts';

/** One system in its fixed place: worst badge and what it is, how much runs, key figures, and how many values are old. */
export function SystemTile({ system }: { readonly system: SystemId }): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const alarms = useAlarmsOf('system', system);
  const worst = alarms[0];
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
          : t('overview.noAlarms')}
        {alarms.length > 1 && <span className="quiet"> · {t('overview.alarms', { count: alarms.length })}</span>}
      </p>
      <Running tags={summary.running} />
      {system === 'lifts' && <LiftCount />}
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

function Running({ tags }: { readonly tags: readonly string[] }): ReactElement | null {
  const { t } = useWords();
  const running = useReadingSummary(tags, (all) => all.filter((one) => (presentValue(one) ?? 0) > 0).length);
  return tags.length === 0 ? null : <p className="label">{t('overview.running', { running, count: tags.length })}</p>;
}

/** BACnetLiftCarMode `normal`, `homing` and `parking` carry passengers or are about to (ASHRAE 135). */
const IN_SERVICE: ReadonlySet<number> = new Set([1, 3, 4]);

/** A car that somebody calls for help from carries nobody, whatever mode it is in. */
const serves = (mode: Reading | undefined, call: Reading | undefined): boolean =>
  IN_SERVICE.has(presentValue(mode) ?? -1) && (presentValue(call) ?? 0) === 0;

function LiftCount(): ReactElement {
  const { t } = useWords();
  const lifts = usePlant().ofSystem('lifts');
  const calls = lifts.map((lift) => `${lift.id}.passenger_alarm`);
  const modes = lifts.map((lift) => `${lift.id}.mode`);
  const running = useReadingSummary(
    [...modes, ...calls],
    (all) => lifts.filter((_lift, i) => serves(all[i], all[lifts.length + i])).length,
  );
  const calling = useReadingSummary(calls, (all) => all.filter((one) => (presentValue(one) ?? 0) > 0).length);
  return (
    <>
      <p className={css.big}>{t('overview.inService', { running, count: lifts.length })}</p>
      {calling > 0 && (
        <p className={css.strong}>
          {t('overview.trapped')}: {calling}
        </p>
      )}
    </>
  );
}

function OldValues({ system }: { readonly system: SystemId }): ReactElement | null {
  const plant = usePlant();
  const { t } = useWords();
  const tags = plant.ofSystem(system).flatMap((one) => one.keyPoints.map((name) => `${one.id}.${name}`));
  const count = useReadingSummary(
    tags,
    (all) => all.filter((one) => one !== undefined && one.standing !== 'good' && one.standing !== 'uncertain').length,
  );
  return count === 0 ? null : <p className={css.old}>{t('overview.values', { count })}</p>;
}
