import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { usePresentValue, useReading } from '../../data/hooks/use-reading.ts';
import { useNow, usePlant } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { pointText } from '../../format/point-text.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { LiveText } from '../live/live-text.tsx';
import css from './lifts.module.css';

const FLOORS = 20;
/** Car_Moving_Direction of BACnet lift objects: 3 up, 4 down (ASHRAE 135, BACnetLiftCarDirection). */
const ARROWS: Readonly<Record<number, { readonly mark: string; readonly word: 'up' | 'down' | 'still' }>> = {
  2: { mark: '', word: 'still' },
  3: { mark: '↑', word: 'up' },
  4: { mark: '↓', word: 'down' },
};

/** One lift: shaft with its car, direction, load, doors and mode; framed with a clock while somebody calls from the car. */
export function LiftStrip({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const { t, text, language } = useWords();
  const { pointByTag } = usePlant();
  const id = equipment.id;
  const floor = usePresentValue(`${id}.floor`);
  const direction = usePresentValue(`${id}.direction`);
  const calling = (usePresentValue(`${id}.passenger_alarm`) ?? 0) > 0;
  const lastFloor = useReading(`${id}.floor`)?.value ?? null;
  const alarms = useAlarmsOf('equipment', id);
  const alarm = alarms[0];
  const arrow = direction === null ? undefined : ARROWS[direction];
  const mode = pointByTag.get(`${id}.mode`);
  const modeReading = useReading(`${id}.mode`);
  const shownFloor = floor ?? lastFloor;
  return (
    <article className={css.lift} data-calling={calling} aria-label={text(equipment.name)}>
      <header className={css.head}>
        <Link to="/equipment/$id" params={{ id }}>
          {text(equipment.name)}
        </Link>
        {alarm && (
          <PriorityBadge priority={alarm.priority} state={alarm.state} label={t(`priority.${alarm.priority}`)} />
        )}
      </header>
      <p className={css.floor}>
        {floor === null ? <span className="quiet">{t('lifts.noComms')}</span> : <LiveText tag={`${id}.floor`} />}
        <span aria-hidden="true"> {arrow?.mark}</span>
        <span className="visually-hidden">{arrow ? t(`lifts.${arrow.word}`) : ''}</span>
      </p>
      <div className={css.shaft} aria-hidden="true">
        {Array.from({ length: FLOORS }, (_, i) => FLOORS - i).map((level) => (
          <span key={level} className={css.level} data-mark={level === 1 || level % 5 === 0}>
            {level === shownFloor && <span className={css.car} data-stale={floor === null} data-calling={calling} />}
          </span>
        ))}
      </div>
      <dl className={css.facts}>
        <dt>{t('lifts.mode')}</dt>
        <dd>
          {mode && modeReading
            ? pointText(mode, modeReading.standing === 'stale' ? null : modeReading.value, language)
            : '—'}
        </dd>
        <dt>{t('lifts.doors')}</dt>
        <dd>
          <LiveText tag={`${id}.door`} />
        </dd>
        <dt>{t('lifts.load')}</dt>
        <dd>
          <LiveText tag={`${id}.load_pct`} />
        </dd>
      </dl>
      {calling && <Calling since={alarms.find((one) => one.tag === `${id}.passenger_alarm`)?.activeAt} />}
    </article>
  );
}

function Calling({ since }: { readonly since: string | undefined }): ReactElement {
  const now = useNow();
  const { t } = useWords();
  return (
    <p className={css.calling}>
      {t('lifts.trapped')} {since && formatElapsed(now - Date.parse(since))}
    </p>
  );
}
