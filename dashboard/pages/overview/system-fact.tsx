import { type ReactElement, useMemo } from 'react';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import { planTopology } from '../../../gateway/domain/topology-plan.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { liftServes } from '../../format/lift-service.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useReadyCount } from '../../panels/gensets/use-readiness.ts';
import { groupPower } from '../../panels/power/sections.ts';
import { usePowerStates } from '../../panels/power/use-power.ts';
import css from './overview-page.module.css';

interface SystemFactProps {
  readonly system: SystemId;
  /** Points that tell which machines run. */
  readonly running: readonly string[];
}

/** How a system stands, in the words of its trade. */
export function SystemFact({ system, running }: SystemFactProps): ReactElement | null {
  switch (system) {
    case 'power':
      return <Buses />;
    case 'lifts':
      return <LiftCount />;
    case 'gensets':
      return <Ready />;
    case 'environment':
      return <Leaks />;
    case 'chillers':
    case 'water':
      return <Running tags={running} />;
  }
}

function Running({ tags }: { readonly tags: readonly string[] }): ReactElement | null {
  const { t } = useWords();
  const running = useReadingSummary(tags, (all) => all.filter((one) => (presentValue(one) ?? 0) > 0).length);
  return tags.length === 0 ? null : (
    <>
      <p className={css.fact}>{t('overview.running', { running, count: tags.length })}</p>
      <Unheard tags={tags} />
    </>
  );
}

/** Of how many it is not known: a machine that is not heard does not count as one that stands. */
function Unheard({ tags }: { readonly tags: readonly string[] }): ReactElement | null {
  const { t } = useWords();
  const silent = useReadingSummary(tags, (all) => all.filter((one) => presentValue(one) === null).length);
  return silent === 0 ? null : <p className={css.strong}>{`${t('state.unknown')}: ${silent}`}</p>;
}

/** How many buses live; those that do not, and those on a generator, by name. */
function Buses(): ReactElement | null {
  const plant = usePlant();
  const { t, text } = useWords();
  const equipment = useMemo(
    () => plant.equipment.filter(({ system }) => system === 'power' || system === 'gensets'),
    [plant],
  );
  const topology = useMemo(() => planTopology(equipment), [equipment]);
  const buses = useMemo(
    () =>
      groupPower(equipment)
        .ranks.flat()
        .flatMap(({ hasBus, owner }) => (hasBus ? [owner] : [])),
    [equipment],
  );
  const states = usePowerStates(topology);
  if (buses.length === 0) return null;
  const named = (state: 'dead' | 'unknown' | 'generator'): string =>
    buses
      .filter((id) => (states.get(id) ?? 'unknown') === state)
      .map((id) => {
        const found = plant.equipmentById.get(id);
        return found ? text(found.name) : id;
      })
      .join(' · ');
  const live = buses.filter((id) => states.get(id) === 'live' || states.get(id) === 'generator').length;
  const [dead, unknown, generator] = [named('dead'), named('unknown'), named('generator')];
  return (
    <>
      <p className={css.fact}>{t('overview.buses', { live, count: buses.length })}</p>
      {dead !== '' && <p className={css.strong}>{`${t('state.dead')}: ${dead}`}</p>}
      {generator !== '' && <p className={css.strong}>{`${t('overview.onGenerator')}: ${generator}`}</p>}
      {unknown !== '' && <p className={css.strong}>{`${t('state.unknown')}: ${unknown}`}</p>}
    </>
  );
}

function Ready(): ReactElement | null {
  const { t } = useWords();
  const sets = usePlant()
    .ofSystem('gensets')
    .filter((one) => one.class === 'genset');
  const { ready, notReady } = useReadyCount(sets.map(({ id }) => id));
  if (sets.length === 0) return null;
  return (
    <>
      <p className={css.fact}>{t('overview.ready', { running: ready, count: sets.length })}</p>
      {notReady > 0 && <p className={css.strong}>{t('overview.notReady', { count: notReady })}</p>}
    </>
  );
}

/** Leaks that are reported; "none" is only said while every sensor is heard. */
function Leaks(): ReactElement | null {
  const { t } = useWords();
  const { pointByTag, ofSystem } = usePlant();
  const tags = ofSystem('environment')
    .map(({ id }) => `${id}.leak`)
    .filter((tag) => pointByTag.has(tag));
  const leaks = useReadingSummary(tags, (all) => all.filter((one) => (presentValue(one) ?? 0) > 0).length);
  const silent = useReadingSummary(tags, (all) => all.filter((one) => presentValue(one) === null).length);
  if (tags.length === 0) return null;
  if (leaks > 0) return <p className={css.strong}>{t('overview.leak', { count: leaks })}</p>;
  const heard = { heard: tags.length - silent, count: tags.length };
  return <p className={css.fact}>{silent > 0 ? t('overview.leakHeard', heard) : t('overview.noLeak')}</p>;
}

function LiftCount(): ReactElement | null {
  const { t } = useWords();
  const lifts = usePlant().ofSystem('lifts');
  const calls = lifts.map((lift) => `${lift.id}.passenger_alarm`);
  const modes = lifts.map((lift) => `${lift.id}.mode`);
  const running = useReadingSummary(
    [...modes, ...calls],
    (all) => lifts.filter((_lift, i) => liftServes(presentValue(all[i]), presentValue(all[lifts.length + i]))).length,
  );
  const calling = useReadingSummary(calls, (all) => all.filter((one) => (presentValue(one) ?? 0) > 0).length);
  if (lifts.length === 0) return null;
  return (
    <>
      <p className={css.fact}>{t('overview.inService', { running, count: lifts.length })}</p>
      <Unheard tags={modes} />
      {calling > 0 && (
        <p className={css.strong}>
          {t('overview.trapped')}: {calling}
        </p>
      )}
    </>
  );
}
