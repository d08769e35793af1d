import { type ReactElement, useEffect, useRef, useState } from 'react';
import { isUnacknowledged } from '../data/alarm-store.ts';
import { useServices } from '../data/hooks/services-context.ts';
import { useAlarms } from '../data/hooks/use-alarms.ts';
import { useWords } from '../i18n/use-words.ts';
import { useAlarmName } from '../panels/alarm-list/use-alarm-name.ts';

const POLITE_EVERY_MS = 5000;

/** The only two live regions: urgent alarms at once, counts at most every five seconds. */
export function Announcers(): ReactElement {
  const alarms = useAlarms();
  const nameOf = useAlarmName();
  const { t } = useWords();
  const urgent = alarms.find((alarm) => alarm.priority === 'P1' && isUnacknowledged(alarm));
  const what = urgent ? nameOf(urgent) : '';
  const counts = t('banner.announceCounts', {
    open: alarms.length,
    unacknowledged: alarms.filter(isUnacknowledged).length,
  });
  return (
    <div className="visually-hidden">
      <div aria-live="assertive">{urgent ? t('banner.announceUrgent', { what }) : ''}</div>
      <div aria-live="polite">{usePaced(counts)}</div>
    </div>
  );
}

/** A text that changes at most every five seconds. */
function usePaced(value: string): string {
  const { clock } = useServices();
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  latest.current = value;
  useEffect(() => {
    const timer = clock.every(POLITE_EVERY_MS, () => setShown(latest.current));
    return () => timer.cancel();
  }, [clock]);
  return shown;
}
