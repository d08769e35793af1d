import type { ReactElement, ReactNode } from 'react';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { usePointText } from '../../data/hooks/use-point-text.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { liftServes } from '../../format/lift-service.ts';
import { formatChange, formatEnergy, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAlarmName } from '../../panels/alarm-list/use-alarm-name.ts';
import { useReadyCount } from '../../panels/gensets/use-readiness.ts';
import { AlarmBadge } from '../../panels/live/alarm-badge.tsx';
import { describeReading } from '../../panels/live/describe-reading.ts';
import { useExpectedEnergy } from '../overview/use-expected.ts';
import { keyTags, wallFigure } from './wall-figure.ts';
import css from './wall-page.module.css';

interface TileProps {
  readonly title: string;
  readonly worst?: WireAlarm | undefined;
  readonly children: ReactNode;
}

/** A place of the wall, with its name and what is worst in it. */
export function Tile({ title, worst, children }: TileProps): ReactElement {
  return (
    <article className={css.tile} data-priority={worst?.priority}>
      <h2 className={css.title}>
        {title}
        {worst && <AlarmBadge alarm={worst} />}
      </h2>
      {children}
    </article>
  );
}

/** One system in its place: worst badge, its key figure, and in words whether it is in order. */
export function SystemTile({ system }: { readonly system: SystemId }): ReactElement {
  const plant = usePlant();
  const alarms = useAlarmsOf('system', system);
  const nameOf = useAlarmName();
  const { t } = useWords();
  const worst = alarms[0];
  if (plant.ofSystem(system).length === 0 && !worst)
    return (
      <Tile title={t(`system.${system}`)}>
        <p className={css.words}>{t('wall.nothing')}</p>
      </Tile>
    );
  return (
    <Tile title={t(`system.${system}`)} worst={worst}>
      <KeyFigure system={system} />
      <p className={css.words} data-alarm={worst !== undefined}>
        {worst ? nameOf(worst) : t('wall.inOrder')}
      </p>
      <Old system={system} />
    </Tile>
  );
}

/** What is read from afar of a system: the count of what serves, or its first figure. */
function KeyFigure({ system }: { readonly system: SystemId }): ReactElement {
  const tag = wallFigure(usePlant(), system);
  if (system === 'lifts') return <Lifts />;
  if (system === 'gensets') return <Gensets />;
  return tag ? <Figure tag={tag} /> : <p className={css.figure}>{'\u00a0'}</p>;
}

/** How many would start now. */
function Gensets(): ReactElement {
  const sets = usePlant()
    .ofSystem('gensets')
    .filter((one) => one.class === 'genset');
  const { ready } = useReadyCount(sets.map(({ id }) => id));
  const { t } = useWords();
  return <p className={css.counted}>{t('overview.ready', { running: ready, count: sets.length })}</p>;
}

function Figure({ tag }: { readonly tag: string }): ReactElement | null {
  const point = usePlant().pointByTag.get(tag);
  const reading = useReading(tag);
  const text = usePointText(point);
  const words = useWords();
  if (!point || !reading) return null;
  const said = describeReading(point, reading, words, text);
  return (
    // biome-ignore lint/a11y/useSemanticElements: one value with its parts is a group, not a set of form fields
    <p className={css.figure} role="group" aria-label={said.name} data-standing={reading.standing}>
      {reading.standing === 'uncertain' && '~'}
      {said.value}
      <span className={css.unit}>{said.unit}</span>
      {said.tag && <b className={css.tag}>{said.tag}</b>}
    </p>
  );
}

function Lifts(): ReactElement {
  const lifts = usePlant().ofSystem('lifts');
  const { t } = useWords();
  const running = useReadingSummary(
    [...lifts.map(({ id }) => `${id}.mode`), ...lifts.map(({ id }) => `${id}.passenger_alarm`)],
    (all) => lifts.filter((_lift, i) => liftServes(presentValue(all[i]), presentValue(all[lifts.length + i]))).length,
  );
  return <p className={css.counted}>{t('wall.lifts', { running, count: lifts.length })}</p>;
}

function Old({ system }: { readonly system: SystemId }): ReactElement | null {
  const tags = keyTags(usePlant(), system);
  const { t } = useWords();
  const count = useReadingSummary(
    tags,
    (all) => all.filter((one) => one !== undefined && presentValue(one) === null).length,
  );
  return count === 0 ? null : <p className={css.old}>{t('wall.old', { count })}</p>;
}

/** Under this share of covered time a figure is shown as doubtful. */
const LEAST_COVERAGE = 0.95;

export function EnergyTile(): ReactElement {
  const { t } = useWords();
  const may = useMay('energy:read');
  const { today, expected } = useExpectedEnergy();
  const total = today?.total;
  const isDoubtful = total !== undefined && total.coverage < LEAST_COVERAGE;
  return (
    <Tile title={t('wall.energy')}>
      <p className={css.figure} data-standing={isDoubtful ? 'stale' : undefined}>
        {may ? formatEnergy(total?.kwh ?? null) : '—'}
      </p>
      {total && expected && (
        <p className={css.words}>
          {t('wall.expected', { energy: formatEnergy(expected.kwh) })} ({formatChange(total.kwh, expected.kwh)})
        </p>
      )}
      {isDoubtful && (
        <p className={css.words}>{t('wall.covered', { percent: formatQuantity(total.coverage * 100, 0, '%') })}</p>
      )}
    </Tile>
  );
}
