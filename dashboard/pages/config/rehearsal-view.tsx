import type { ReactElement } from 'react';
import type { WireRehearsal } from '../../data/config-api.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './config.module.css';

const DAY_MS = 86_400_000;
const MOST_TIMES = 3;

/** How often an alarm would have come: as it is, and as it would be. */
export function RehearsalView({ rehearsal }: { readonly rehearsal: WireRehearsal }): ReactElement {
  const { present, changed, startsAt, endsAt, samples } = rehearsal;
  const days = (Date.parse(endsAt) - Date.parse(startsAt)) / DAY_MS;
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return (
    <div role="status">
      <dl className={css.figures}>
        <Figure label={t('limits.wouldNow')} alarm={present} days={days} />
        <Figure label={t('limits.wouldNew')} alarm={changed} days={days} />
      </dl>
      <p className={css.hint}>
        {t('limits.tried', { samples: formatNumber(samples, 0), from: time.stamp(Date.parse(startsAt), now) })}
      </p>
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly alarm: WireRehearsal['present'];
  readonly days: number;
}

function Figure({ label, alarm, days }: FigureProps): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (alarm === null) {
    return (
      <div>
        <dt>{label}</dt>
        <dd className={css.key}>{t('limits.isOff')}</dd>
      </div>
    );
  }
  const newest = alarm.moments.slice(-MOST_TIMES).reverse();
  const times = newest.map((at) => time.stamp(at, now)).join(', ');
  return (
    <div>
      <dt>{label}</dt>
      <dd className={css.key}>{t('limits.times', { count: alarm.count })}</dd>
      {alarm.count > days && <dd>{t('limits.perDay', { count: formatNumber(alarm.count / days, 1) })}</dd>}
      {alarm.count > 0 && <dd>{t('limits.active', { time: formatAge(alarm.activeMs) })}</dd>}
      {times !== '' && <dd className="quiet">{t('limits.newest', { times })}</dd>}
    </div>
  );
}
