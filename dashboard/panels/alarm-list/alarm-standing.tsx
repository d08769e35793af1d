import type { ReactElement } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../live/use-person-name.ts';

/** How an alarm stands in words: who has acknowledged it and when, what it waits for, how long it stays quiet. */
export function useStanding(): (alarm: WireAlarm) => string {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const minute = (iso: string | null): string => (iso === null ? '' : time.minute(Date.parse(iso)));
  const left = (iso: string | null): string => (iso === null ? '' : formatElapsed(Date.parse(iso) - now));
  const acknowledged = ({ acknowledgedBy, acknowledgedAt }: WireAlarm): string =>
    t('alarms.by', { name: personName(acknowledgedBy ?? ''), at: minute(acknowledgedAt) });
  return (alarm) => {
    switch (alarm.state) {
      case 'latched-acknowledged':
        return alarm.returnedAt === null ? acknowledged(alarm) : t('alarms.toReset');
      case 'active-acknowledged':
        return acknowledged(alarm);
      case 'returned-unacknowledged':
        return t('alarms.returnedAt', { at: minute(alarm.returnedAt) });
      case 'shelved':
        return t('alarms.shelvedFor', { left: left(alarm.shelvedUntil) });
      default:
        return t(`alarmState.${alarm.state}`);
    }
  };
}

/** The standing of one alarm; where nothing blinks, the word NEW stands before it. */
export function AlarmStanding({
  alarm,
  className,
}: {
  readonly alarm: WireAlarm;
  readonly className?: string | undefined;
}): ReactElement {
  const { preferences } = useServices();
  const steady = !useCell(preferences).blink;
  const standing = useStanding();
  const { t } = useWords();
  return (
    <span className={className}>
      {steady && isUnacknowledged(alarm) && <strong>{t('banner.new')} </strong>}
      {standing(alarm)}
    </span>
  );
}
