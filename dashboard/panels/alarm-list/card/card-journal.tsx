import type { ReactElement } from 'react';
import type { WireAlarm, WireAlarmEvent } from '../../../data/alarm-api.ts';
import { useAlarmEvents } from '../../../data/hooks/use-alarm-work.ts';
import { useNow, useSiteTime } from '../../../data/hooks/use-site.ts';
import { msOf } from '../../../format/site-time.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { usePersonName } from '../../live/use-person-name.ts';
import css from './card-journal.module.css';

/** What happened to an alarm, oldest first, and who did it. */
export function CardJournal({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const events = useAlarmEvents(alarm).data ?? [];
  const { t } = useWords();
  if (events.length === 0) return null;
  return (
    <section>
      <h3 className="label">{t('alarms.journal')}</h3>
      <ol className={css.journal}>
        {events.map((event) => (
          <Entry key={event.sequence} event={event} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ event }: { readonly event: WireAlarmEvent }): ReactElement {
  const personName = usePersonName();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const said = [event.reason, event.note].filter((text) => text !== null && text !== '');
  return (
    <li>
      <span className="quiet">{time.stamp(msOf(event.at), now)}</span> {t(`alarmEvent.${event.type}`)}
      {event.annunciation &&
        ` (${t(`annunciation.${event.annunciation}` as 'annunciation.new', { defaultValue: '' })})`}{' '}
      · {personName(event.actor)}
      {said.length > 0 && ` · ${said.join(' · ')}`}
    </li>
  );
}
