import type { ReactElement } from 'react';
import type { Priority } from '../../../gateway/domain/alarm.ts';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useAlarms, useDesk } from '../../data/hooks/use-alarms.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useLink, useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { blinkingPriorities } from '../../format/blink.ts';
import { formatAge, formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import css from './wall-page.module.css';

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

/** Clock, counts by priority, and how old the picture is, in words. */
export function WallHead(): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  return (
    <header className={css.head}>
      <time className={css.clock}>{time.clock(now)}</time>
      <Counts />
      <LinkWords />
    </header>
  );
}

function Counts(): ReactElement {
  const alarms = useAlarms();
  const { flood } = useDesk();
  const { t } = useWords();
  const blinking = blinkingPriorities(alarms);
  return (
    <span className={css.counts}>
      {PRIORITIES.map((priority) => {
        const of = alarms.filter((alarm) => alarm.priority === priority);
        const isWaiting = of.some(isUnacknowledged);
        return (
          <span key={priority} className={css.count} data-none={of.length === 0}>
            <PriorityBadge
              priority={priority}
              blinking={blinking.has(priority)}
              label={t(`priority.${priority}`)}
              {...(isWaiting ? { state: 'active-unacknowledged' as const } : {})}
            />
            {of.length}
          </span>
        );
      })}
      {flood && <b className={css.flood}>{t('banner.flood', { count: flood.count })}</b>}
    </span>
  );
}

function LinkWords(): ReactElement {
  const link = useLink();
  const heard = useCell(useServices().heard);
  const now = useNow();
  const { t } = useWords();
  const word = t(`wall.link.${link.state}`, { elapsed: formatElapsed(now - link.since), age: formatAge(now - heard) });
  return (
    <span className={css.link} data-state={link.state} role={link.state === 'lost' ? 'alert' : undefined}>
      {word}
    </span>
  );
}
