import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useDelivery } from '../../data/hooks/use-outbox.ts';
import { useRecords } from '../../data/hooks/use-records.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './devices-page.module.css';

/** Less behind than this is on the way. */
const BEHIND_MS = 10_000;
const EMBEDDED = 'embedded';

/** Behind the field: how far each database is behind the log, and when messages to people were last proven to arrive. */
export function HealthStrip(): ReactElement {
  const { t } = useWords();
  return (
    <section className={css.health} aria-label={t('bus.health')}>
      <Cursors />
      <Proven />
    </section>
  );
}

function Cursors(): ReactElement | null {
  const historian = useRecords().data?.historian;
  const { t } = useWords();
  if (!historian) return null;
  return (
    <>
      {!historian.healthy && <strong role="alert">! {historian.problem}</strong>}
      {historian.cursors.map(({ sink, behindMs, behindSamples, lastError }) => {
        const isBehind = behindMs > BEHIND_MS && behindSamples > 0;
        const name = sink === EMBEDDED ? t('bus.embedded') : sink;
        return (
          <Link key={sink} to="/records" className={css.cursor} data-notable={isBehind || lastError !== null}>
            {isBehind ? t('bus.cursor', { sink: name, behind: formatAge(behindMs) }) : t('bus.current', { sink: name })}
          </Link>
        );
      })}
    </>
  );
}

function Proven(): ReactElement | null {
  const delivery = useDelivery().data;
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (!delivery) return null;
  const test = delivery.selfTest;
  const failed = test?.ways.filter(({ state }) => state === 'failed').length ?? 0;
  const proven = test && test.endedAt !== null && test.ways.length > failed ? Date.parse(test.endedAt) : null;
  return (
    <Link to="/messages" className={css.cursor} data-notable={failed > 0 || proven === null}>
      {proven === null ? t('bus.unproven') : t('bus.proven', { at: time.brief(proven, now) })}
      {failed > 0 && ` · ${t('bus.failedWays', { count: failed })}`}
    </Link>
  );
}
