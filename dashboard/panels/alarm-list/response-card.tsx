import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useResponseCard } from '../../data/hooks/use-alarm-work.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../live/alarm-badge.tsx';
import { LiveReadout } from '../live/live-readout.tsx';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import css from './alarm-list.module.css';
import { AlarmMarks, ConsequenceLink } from './alarm-marks.tsx';
import { CardFacts } from './card/card-facts.tsx';
import { CardJournal } from './card/card-journal.tsx';
import { CardSteps } from './card/card-steps.tsx';
import { TimeToRespond } from './card/time-to-respond.tsx';
import { Deeds } from './deeds/deeds.tsx';

/** What an alarm asks of a person: how long there is, why, what to do, the value as it is now, and what was done so far. */
export function ResponseCard({ alarm }: { readonly alarm: WireAlarm }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return (
    <article className={css.card} aria-label={t('alarms.card')}>
      <Heading alarm={alarm} />
      <TimeToRespond alarm={alarm} />
      <Words alarm={alarm} />
      <CardSteps alarm={alarm} />
      {alarm.tag && <LiveReadout tag={alarm.tag} />}
      {alarm.unknownSince && <p>{t('alarms.unknownSince', { at: time.stamp(msOf(alarm.unknownSince), now) })}</p>}
      <CardFacts alarm={alarm} />
      <nav className={css.links} aria-label={t('alarms.card')}>
        <Link to="/equipment/$id" params={{ id: alarm.equipment }}>
          {t('alarms.openEquipment')}
        </Link>
        {alarm.workOrder !== null && (
          <Link to="/work-orders/$id" params={{ id: String(alarm.workOrder) }}>
            {t('alarms.openOrder', { id: alarm.workOrder })}
          </Link>
        )}
        <ConsequenceLink alarm={alarm} />
      </nav>
      <Deeds alarm={alarm} />
      <CardJournal alarm={alarm} />
      <div className={css.cardAction}>
        <AcknowledgeButton alarm={alarm} main tall />
      </div>
    </article>
  );
}

function Heading({ alarm }: { readonly alarm: WireAlarm }): ReactElement {
  const equipment = usePlant().equipmentById.get(alarm.equipment);
  const { t, text } = useWords();
  return (
    <div className={css.heading}>
      <AlarmBadge alarm={alarm} size={28} />
      <div>
        <p className="label">
          {equipment ? text(equipment.name) : alarm.equipment} · {t(`priority.${alarm.priority}`)} ·{' '}
          {t(`alarmClass.${alarm.class}`)}
        </p>
        <h2>{text(alarm.title)}</h2>
        <AlarmMarks alarm={alarm} />
      </div>
    </div>
  );
}

/** Consequence, causes and procedure; the first and the last come with the alarm, so that they stand here even without the card. */
function Words({ alarm }: { readonly alarm: WireAlarm }): ReactElement {
  const cause = useResponseCard(alarm.id).data?.cause;
  const { t, text } = useWords();
  return (
    <>
      <section>
        <h3 className="label">{t('alarms.action')}</h3>
        <p className={css.steps}>{text(alarm.action)}</p>
      </section>
      <section>
        <h3 className="label">{t('alarms.consequence')}</h3>
        <p className={css.steps}>{text(alarm.consequence)}</p>
      </section>
      {cause && (
        <section>
          <h3 className="label">{t('card.cause')}</h3>
          <p className={css.steps}>{text(cause)}</p>
        </section>
      )}
    </>
  );
}
