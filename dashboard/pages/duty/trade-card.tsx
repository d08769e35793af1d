import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePlannedShift, WireShift, WireTrade } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { CheckLine } from './check-line.tsx';
import css from './duty-page.module.css';
import { PresenceList } from './presence-list.tsx';

/** One trade now: who is responsible, who is where, and who comes next. */
export function TradeCard({ trade }: { readonly trade: WireTrade }): ReactElement {
  const { t, text } = useWords();
  const { responsible, current, next, notHandedOver, opensAt } = trade;
  const others = current && current.id !== responsible?.id ? current : null;
  return (
    <article className={css.trade}>
      <h2>{text(trade.title)}</h2>
      {!responsible && <p className="quiet">{t('shifts.noShift')}</p>}
      {responsible && <ShiftPart shift={responsible} opensAt={opensAt} />}
      {others && <ShiftPart shift={others} opensAt={null} />}
      {next && <NextPart next={next} />}
      {notHandedOver.some(({ id }) => id !== responsible?.id) && (
        <p>
          {t('shifts.notHandedOver')}:{' '}
          {notHandedOver.map(({ id, body }) => (
            <Link key={id} to="/handover/$id" params={{ id: String(id) }} className={css.link}>
              <ShiftTimes startsAt={body.startsAt} endsAt={body.endsAt} />
            </Link>
          ))}
        </p>
      )}
    </article>
  );
}

interface ShiftPartProps {
  readonly shift: WireShift;
  /** Of the shift that is responsible; null for another. */
  readonly opensAt: string | null;
}

function ShiftPart({ shift, opensAt }: ShiftPartProps): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const { body, id } = shift;
  const isOver = Date.parse(body.endsAt) <= now;
  return (
    <section className={css.shift}>
      <h3 className="label">
        {opensAt && `${t('shifts.responsible')} · `}
        <ShiftTimes startsAt={body.startsAt} endsAt={body.endsAt} />
      </h3>
      {isOver && (
        <p className={css.waiting}>! {t('shifts.waiting', { at: time.brief(Date.parse(body.endsAt), now) })}</p>
      )}
      <PresenceList shift={shift} />
      {body.check && <CheckLine shift={shift} check={body.check} />}
      <p>
        <Link to="/handover/$id" params={{ id: String(id) }} className={css.handover}>
          {t('shifts.handover')} <HandoverHint shift={shift} opensAt={opensAt} /> ›
        </Link>
      </p>
    </section>
  );
}

function HandoverHint({ shift, opensAt }: ShiftPartProps): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (shift.body.handover) return <span className="quiet">{t('shifts.openNow')}</span>;
  if (!opensAt) return null;
  return <span className="quiet">{t('shifts.opensAt', { at: time.brief(Date.parse(opensAt), now) })}</span>;
}

function NextPart({ next }: { readonly next: WirePlannedShift }): ReactElement {
  const { t } = useWords();
  return (
    <p>
      <span className="quiet">
        {t('shifts.next')} <ShiftTimes startsAt={next.startsAt} endsAt={next.endsAt} />
      </span>{' '}
      {next.people.length === 0 && <strong>! {t('shifts.nobody')}</strong>}
      {next.people.map(({ person, name, startsAt }) => (
        <PersonName key={`${person} ${startsAt}`}>{name}</PersonName>
      ))}
      {next.isGap && next.people.length > 0 && <strong> ! {t('shifts.gap')}</strong>}
    </p>
  );
}

/** From when to when, in site time. */
export function ShiftTimes({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const from = time.brief(Date.parse(startsAt), now);
  return <>{t('shifts.until', { from, to: time.minute(Date.parse(endsAt)) })}</>;
}
