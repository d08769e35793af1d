import { Link } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense } from 'react';
import type { Priority } from '../../gateway/domain/alarm.ts';
import { isUnacknowledged } from '../data/alarm-store.ts';
import { useAlarms } from '../data/hooks/use-alarms.ts';
import { useLink, useNow, useSiteTime } from '../data/hooks/use-site.ts';
import { blinkingPriorities } from '../format/blink.ts';
import { formatElapsed } from '../format/duration.ts';
import { useWords } from '../i18n/use-words.ts';
import { AcknowledgeButton } from '../panels/alarm-list/acknowledge-button.tsx';
import { useAlarmName } from '../panels/alarm-list/use-alarm-name.ts';
import { AlarmBadge } from '../panels/live/alarm-badge.tsx';
import { PriorityBadge } from '../ui/priority-badge.tsx';
import css from './banner.module.css';
import { QuietCounts } from './quiet-counts.tsx';
import { useDeskWords } from './use-desk-words.ts';

const PersonMenu = lazy(async () => ({ default: (await import('./person-menu.tsx')).PersonMenu }));
const SoundControl = lazy(async () => ({ default: (await import('./sound/sound-control.tsx')).SoundControl }));

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

/** Tops every page: counts, the newest of the highest unacknowledged, link, site clock, person. Never covered, never closed. */
export function Banner(): ReactElement {
  const { t } = useWords();
  return (
    <header className={css.banner}>
      <h2 className="visually-hidden">{t('banner.label')}</h2>
      <Counts />
      <QuietCounts />
      <Newest />
      <Sound />
      <LinkMark />
      <SiteClock />
      <Suspense fallback={<span className={css.person} />}>
        <PersonMenu />
      </Suspense>
    </header>
  );
}

function Counts(): ReactElement {
  const alarms = useAlarms();
  const { t } = useWords();
  const blinking = blinkingPriorities(alarms);
  return (
    <Link to="/alarms" search={{ view: 'active' }} className={css.counts}>
      {PRIORITIES.map((priority) => {
        const of = alarms.filter((alarm) => alarm.priority === priority);
        const waiting = of.some(isUnacknowledged);
        return (
          <span key={priority} className={css.count} data-none={of.length === 0}>
            <PriorityBadge
              priority={priority}
              blinking={blinking.has(priority)}
              {...(waiting ? { state: 'active-unacknowledged' as const } : {})}
            />
            <span aria-hidden="true">{of.length}</span>
            <span className="visually-hidden">
              {t('banner.count', { priority: t(`priority.${priority}`), count: of.length })}
            </span>
          </span>
        );
      })}
    </Link>
  );
}

function Newest(): ReactElement {
  const alarms = useAlarms();
  const nameOf = useAlarmName();
  const time = useSiteTime();
  const { t } = useWords();
  const alarm = alarms.find(isUnacknowledged);
  if (!alarm) return <p className={css.newest}>{alarms.length === 0 ? t('banner.none') : t('banner.acknowledged')}</p>;
  return (
    <div className={css.newest}>
      <Link to="/alarms" search={{ view: 'active', id: alarm.id }} className={css.title}>
        <AlarmBadge alarm={alarm} />
        <span className={css.when}>{time.minute(Date.parse(alarm.activeAt))}</span>
        <span className={css.words}>{nameOf(alarm)}</span>
      </Link>
      <AcknowledgeButton key={alarm.id} alarm={alarm} />
    </div>
  );
}

/** Where the banner has room for it; a phone is woken by messages instead. */
const hasSound = (): boolean => window.matchMedia('(min-width: 701px)').matches;

/** Comes after the first paint: it is not needed to see. */
function Sound(): ReactElement | null {
  return useDeskWords() && hasSound() ? (
    <Suspense fallback={null}>
      <SoundControl />
    </Suspense>
  ) : null;
}

function LinkMark(): ReactElement {
  const link = useLink();
  const now = useNow();
  const { t } = useWords();
  const word =
    link.state === 'lost' ? t('link.lost', { elapsed: formatElapsed(now - link.since) }) : t(`link.${link.state}`);
  return (
    <span className={css.link} data-state={link.state} role={link.state === 'lost' ? 'alert' : undefined}>
      <span className={css.dot} aria-hidden="true" />
      {word}
    </span>
  );
}

function SiteClock(): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  return <time className={css.clock}>{time.clock(now)}</time>;
}
