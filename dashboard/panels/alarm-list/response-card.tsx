import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireAlarm } from '../../data/api.ts';
import { useAlarmEvents } from '../../data/hooks/queries.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatQuantity } from '../../format/number.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { LiveReadout } from '../live/live-readout.tsx';
import { usePersonName } from '../live/use-person-name.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import css from './alarm-list.module.css';
import { alarmQuantity } from './alarm-quantity.ts';

/** What an alarm asks of a person: what to do, what else happens, the value as it is now, and what was done so far. */
export function ResponseCard({ alarm }: { readonly alarm: WireAlarm }): ReactElement {
  const plant = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const equipment = plant.equipmentById.get(alarm.equipment);
  const quantity = alarmQuantity(alarm, plant, formatQuantity);
  return (
    <article className={css.card} aria-label={t('alarms.card')}>
      <div className={css.heading}>
        <PriorityBadge
          priority={alarm.priority}
          state={alarm.state}
          size={28}
          label={t(`priority.${alarm.priority}`)}
        />
        <div>
          <p className="label">
            {equipment ? text(equipment.name) : alarm.equipment} · {t(`priority.${alarm.priority}`)}
          </p>
          <h2>{text(alarm.title)}</h2>
        </div>
      </div>
      <section>
        <h3 className="label">{t('alarms.action')}</h3>
        <p className={css.steps}>{text(alarm.action)}</p>
      </section>
      <section>
        <h3 className="label">{t('alarms.consequence')}</h3>
        <p className={css.steps}>{text(alarm.consequence)}</p>
      </section>
      {alarm.tag && <LiveReadout tag={alarm.tag} />}
      {alarm.unknownSince && <p>{t('alarms.unknownSince', { at: time.stamp(msOf(alarm.unknownSince), now) })}</p>}
      <dl>
        <dt>{t('alarms.state')}</dt>
        <dd>{t(`alarmState.${alarm.state}`)}</dd>
        {quantity !== '' && <dt>{t('alarms.atOnset')}</dt>}
        {quantity !== '' && <dd>{quantity}</dd>}
        <dt>{t('alarms.time')}</dt>
        <dd>
          {time.stamp(msOf(alarm.activeAt), now)}
          {alarm.occurrence > 1 && ` · ${t('alarms.occurrence', { count: alarm.occurrence })}`}
        </dd>
      </dl>
      <nav className={css.links} aria-label={t('alarms.card')}>
        <Link to="/equipment/$id" params={{ id: alarm.equipment }}>
          {t('alarms.openEquipment')}
        </Link>
        {alarm.workOrder !== null && (
          <Link to="/work-orders/$id" params={{ id: String(alarm.workOrder) }}>
            {t('alarms.openOrder', { id: alarm.workOrder })}
          </Link>
        )}
      </nav>
      <Journal alarm={alarm} />
      <div className={css.cardAction}>
        <AcknowledgeButton alarm={alarm} main tall />
      </div>
    </article>
  );
}

function Journal({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const events = useAlarmEvents(alarm).data ?? [];
  const personName = usePersonName();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (events.length === 0) return null;
  return (
    <section>
      <h3 className="label">{t('alarms.journal')}</h3>
      <ol className={css.journal}>
        {events.map((event) => (
          <li key={event.sequence}>
            <span className="quiet">{time.stamp(msOf(event.at), now)}</span> {t(`alarmEvent.${event.type}`)} ·{' '}
            {personName(event.actor)}
            {event.note && ` · ${event.note}`}
          </li>
        ))}
      </ol>
    </section>
  );
}
