import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './alarm-marks.module.css';

/** What else is to be said of an alarm, each in a word: first of its group, chattering, value unknown, come again. */
export function AlarmMarks({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const { t } = useWords();
  const marks = useMarks(alarm);
  if (marks.length === 0) return null;
  return (
    <span className={css.marks}>
      {marks.map((mark) => (
        <span key={mark} className={css.mark} data-first={mark === t('alarmMark.first')}>
          {mark}
        </span>
      ))}
    </span>
  );
}

function useMarks(alarm: WireAlarm): string[] {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const since = alarm.unknownSince && time.stamp(msOf(alarm.unknownSince), now);
  return [
    ...(alarm.firstOut === 'first' ? [t('alarmMark.first')] : []),
    ...(alarm.isChattering ? [t('alarmMark.chattering')] : []),
    ...(alarm.occurrence > 1 ? [t('alarmMark.again', { count: alarm.occurrence })] : []),
    ...(since ? [t('alarmMark.unknown', { at: since })] : []),
  ];
}

/** How many alarms lie beneath this one, with the way to them. */
export function ConsequenceLink({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const { t } = useWords();
  if (alarm.consequences === 0) return null;
  return (
    <Link to="/alarms" search={{ view: 'suppressed', id: alarm.id }} className={css.behind}>
      ▸ {t('alarmMark.behind', { count: alarm.consequences })}
    </Link>
  );
}
