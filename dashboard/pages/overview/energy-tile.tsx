import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireEnergy } from '../../data/api.ts';
import { presentValue, useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { formatChange, formatEnergy, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { Expected } from './expected.ts';
import css from './overview-page.module.css';
import { useExpectedEnergy } from './use-expected.ts';

/** Under this share of covered time a figure is shown as doubtful. */
const LEAST_COVERAGE = 0.95;

/** Power and energy of the whole, now, each against what such days used. */
export function EnergyTile(): ReactElement {
  const { t } = useWords();
  const { today, expected } = useExpectedEnergy();
  const total = today?.total;
  const isDoubtful = total !== undefined && total.coverage < LEAST_COVERAGE;
  return (
    <article className={css.tile}>
      <header className={css.head}>
        <Link to="/energy" search={{ period: 'today' }} className={css.title}>
          {t('overview.energyToday')}
        </Link>
      </header>
      <p className={css.big} data-doubtful={isDoubtful}>
        {formatEnergy(total?.kwh ?? null)}
      </p>
      {total && <Against total={total} expected={expected} />}
      {total && <PowerNow meters={total.meters} expected={expected} />}
      {isDoubtful && (
        <p className={css.old}>{t('energy.incomplete', { percent: formatQuantity(total.coverage * 100, 0, '%') })}</p>
      )}
    </article>
  );
}

interface AgainstProps {
  readonly total: WireEnergy['total'];
  readonly expected: Expected | null;
}

/** Against such days; where there are none yet, against yesterday. */
function Against({ total, expected }: AgainstProps): ReactElement | null {
  const { t } = useWords();
  if (expected) {
    return (
      <p className="label">
        {t('overview.expected', { count: expected.days })} {formatEnergy(expected.kwh)} (
        {formatChange(total.kwh, expected.kwh)})
      </p>
    );
  }
  if (total.previousKwh === null) return null;
  return (
    <p className="label">
      {t('overview.previous')} {formatEnergy(total.previousKwh)} ({formatChange(total.kwh, total.previousKwh)})
    </p>
  );
}

interface PowerNowProps {
  /** Counters that make up the whole. */
  readonly meters: readonly string[];
  readonly expected: Expected | null;
}

/** The power of the meters of the whole together; nothing is shown for it while one of them is not read. */
function PowerNow({ meters, expected }: PowerNowProps): ReactElement | null {
  const { pointByTag } = usePlant();
  const { t } = useWords();
  const equipment = new Set(meters.flatMap((tag) => pointByTag.get(tag)?.equipment ?? []));
  const tags = [...equipment].map((id) => `${id}.p_total`).filter((tag) => pointByTag.get(tag)?.unit === 'kW');
  const now = useReadingSummary(tags, (readings) => {
    const values = readings.map(presentValue);
    return values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  });
  if (tags.length === 0 || tags.length < equipment.size) return null;
  return (
    <p>
      {t('overview.now')} <span className={css.figure}>{formatQuantity(now, 0, 'kW')}</span>
      {expected?.kw != null && (
        <span className="label">
          {' '}
          · {t('overview.expectedNow')} {formatQuantity(expected.kw, 0, 'kW')} ({formatChange(now, expected.kw)})
        </span>
      )}
    </p>
  );
}
