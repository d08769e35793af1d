import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { formatAge, formatElapsed } from '../../format/duration.ts';
import { clockStanding, usedShare, type WireClock } from '../../format/order-clock.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { ClockWords } from '../../panels/order-list/clock-tag.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import css from './order-page.module.css';
import { Progress } from './progress.tsx';

/** What it is, where it stands, and how long is left of each promise. */
export function OrderHead({ order }: { readonly order: WireOrder }): ReactElement {
  const { t, text } = useWords();
  return (
    <header className={css.head}>
      <div className={css.bar}>
        <Link to="/work-orders" search={{ view: 'open' }}>
          ‹ {t('orders.back')}
        </Link>
        <Button variant="default" size="xs" onClick={() => window.print()}>
          {t('orders.print')}
        </Button>
      </div>
      <div className={css.title}>
        <PriorityBadge priority={order.priority} size={26} label={t(`priority.${order.priority}`)} />
        <h1>
          {t('orderName', { id: order.id })} {text(order.title)}
        </h1>
        <span className={css.state}>{t(`orderState.${order.state}`)}</span>
        <span className="label">{t(`orderKind.${order.kind}`)}</span>
      </div>
      <Where order={order} />
      <Standing order={order} />
      <Clocks order={order} />
      <Progress state={order.state} />
    </header>
  );
}

function Where({ order }: { readonly order: WireOrder }): ReactElement {
  const plant = usePlant();
  const now = useNow();
  const personName = usePersonName();
  const { t, text } = useWords();
  const equipment = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment);
  return (
    <p>
      {order.equipment !== null && (
        <Link to="/equipment/$id" params={{ id: order.equipment }}>
          {equipment ? text(equipment.name) : order.equipment}
        </Link>
      )}
      {order.place !== '' && ` ${order.place}`}
      <span className="label">
        {' '}
        · {order.assignee ? personName(order.assignee) : t('orders.nobody')} ·{' '}
        {formatElapsed(now - Date.parse(order.openedAt))}
        {order.occurrences > 1 && ` · ${t('orders.occurrences', { count: order.occurrences })}`}
        {order.reopenCount > 0 && ` · ${t('orders.reopened', { count: order.reopenCount })}`}
      </span>
    </p>
  );
}

/** What is out of the ordinary about it. */
function Standing({ order }: { readonly order: WireOrder }): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const lines = [
    order.hold &&
      t('orders.holdUntil', {
        reason: t(`holdReason.${order.hold.reason}`),
        at: time.brief(Date.parse(order.hold.resumeAt), now),
      }),
    order.isSafety && t('orders.safety'),
    order.isStatutory && `${t('orders.statutory')}${order.legalBasis ? ` · ${text(order.legalBasis)}` : ''}`,
    order.isRepeatFailure && t('orders.repeatFailure'),
    order.endReason && `${t('orders.endReason')}: ${order.endReason}`,
  ].filter((line): line is string => typeof line === 'string');
  if (lines.length === 0 && order.repeatOf === null) return null;
  return (
    <ul className={css.facts}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {order.repeatOf !== null && (
        <li>
          <Link to="/work-orders/$id" params={{ id: String(order.repeatOf) }}>
            {t('orders.repeatOf', { id: order.repeatOf })}
          </Link>
        </li>
      )}
    </ul>
  );
}

/** One line for each promise of time: in words, and as a bar that is hatched once it is used up. */
function Clocks({ order }: { readonly order: WireOrder }): ReactElement | null {
  const now = useNow();
  const time = useSiteTime();
  const { t } = useWords();
  // More is left than the limit is long: it counts in working hours, and only the moment says when they are over.
  const limitWords = ({ limitMs, dueAt }: WireClock, leftMs: number): string =>
    dueAt !== null && leftMs > limitMs
      ? t('orders.inHours', { limit: formatAge(limitMs), at: time.brief(Date.parse(dueAt), now) })
      : formatAge(limitMs);
  if (!order.sla || order.sla.clocks.length === 0) return null;
  return (
    <ul className={css.clocks}>
      {order.sla.clocks.map((clock) => {
        const share = usedShare(clock, now);
        const standing = clockStanding(clock, now);
        const isOver = standing.standing === 'late' || standing.standing === 'broken';
        return (
          <li key={clock.name}>
            <ClockWords standing={standing} />
            <span className="quiet"> / {limitWords(clock, standing.ms)}</span>
            <span className={css.used} data-over={isOver} aria-hidden="true">
              <span style={{ width: `${share * 100}%` }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
