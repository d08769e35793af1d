import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useOrder } from '../../data/hooks/queries.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { clockStanding } from '../../format/order-clock.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmMark } from '../display/alarm-mark.tsx';
import css from './lifts.module.css';
import { useCall } from './use-call.ts';

/** A lift somebody calls from: since when, when help is due, and the way to the card. Draws nothing while nobody calls. */
export function Trapped({ lift }: { readonly lift: EquipmentState }): ReactElement | null {
  const call = useCall(lift.id);
  const now = useNow();
  const time = useSiteTime();
  const { t, text } = useWords();
  if (!call) return null;
  const since = call.alarm && Date.parse(call.alarm.activeAt);
  return (
    <li className={css.trapped}>
      <AlarmMark equipment={lift.id} />
      <strong>
        {text(lift.name)} {t('lifts.trapped')}
      </strong>
      {since !== undefined && (
        <span>
          {t('lifts.since', { at: time.clock(since) })} <b className={css.clock}>{formatElapsed(now - since)}</b>
        </span>
      )}
      {call.alarm && call.alarm.workOrder !== null && <Arrival order={call.alarm.workOrder} />}
      {call.alarm && (
        <Link to="/alarms" search={{ view: 'active', id: call.alarm.id }} className={css.card}>
          {t('lifts.card')}
        </Link>
      )}
    </li>
  );
}

/** When somebody must be there, or that somebody is; nothing where nothing was promised. */
function Arrival({ order: id }: { readonly order: number }): ReactElement {
  const order = useOrder(id).data;
  const now = useNow();
  const time = useSiteTime();
  const { t } = useWords();
  const clock = order?.sla?.clocks.find(({ name }) => name === 'arrive');
  const link = (
    <Link to="/work-orders/$id" params={{ id: String(id) }}>
      {t('orderName', { id })}
    </Link>
  );
  if (order?.arrival) {
    return (
      <span>
        {link} · {t('lifts.arrived', { at: time.clock(Date.parse(order.arrival.at)) })}
      </span>
    );
  }
  if (!clock?.dueAt) return <span>{link}</span>;
  const { standing, ms } = clockStanding(clock, now);
  const left = t(standing === 'late' ? 'lifts.late' : 'lifts.left', { time: formatElapsed(ms) });
  return (
    <span>
      {link} · {t('lifts.due', { at: time.clock(Date.parse(clock.dueAt)) })} <b className={css.clock}>{left}</b>
    </span>
  );
}
