import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireUseAnomaly } from '../../data/use-anomaly-api.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import css from '../../panels/paper/paper.module.css';
import { Shown } from '../../panels/paper/shown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { AnomalyDeeds } from './anomaly-deeds.tsx';
import own from './use-anomalies.module.css';

/** Meters that counted something else than usual: why, what is done, what came of it. */
export function UseAnomaliesPage(): ReactElement {
  const cases = usePapers('use-anomaly', ['list'], (api) => api.unusualUses());
  const { t } = useWords();
  return (
    <div className={css.page}>
      <h1>{t('useAnomalies.title')}</h1>
      <Section title={t('useAnomalies.open')}>
        <Shown query={cases}>
          {(found) => <Cases cases={found.filter(({ state }) => state === 'open')} none={t('useAnomalies.noneOpen')} />}
        </Shown>
      </Section>
      <Section title={t('useAnomalies.former')}>
        <Shown query={cases}>
          {(found) => <Cases cases={found.filter(({ state }) => state !== 'open')} none={t('useAnomalies.noFormer')} />}
        </Shown>
      </Section>
    </div>
  );
}

function Cases({ cases, none }: { readonly cases: readonly WireUseAnomaly[]; readonly none: string }): ReactElement {
  if (cases.length === 0) return <Notice title={none} />;
  return (
    <div className={css.page}>
      {cases.map((one) => (
        <Case key={one.id} anomaly={one} />
      ))}
    </div>
  );
}

/** A share of nothing is no share. */
const shareOf = ({ use, usual }: WireUseAnomaly): string =>
  usual > 0 ? `${use > usual ? '+' : '−'}${formatNumber((100 * Math.abs(use - usual)) / usual, 0)}\u2009%` : '';

function Case({ anomaly }: { readonly anomaly: WireUseAnomaly }): ReactElement {
  const time = useSiteTime();
  const { t, text } = useWords();
  const { title, unit, decimals, span, use, usual, verdict, startsAt, order, state } = anomaly;
  const quantity = (value: number): string => `${formatNumber(value, decimals)}\u2009${unit}`;
  return (
    <article className={own.case}>
      <h3>
        {text(title)} · {t(`useAnomalies.span.${span}`)} {time.date(Date.parse(startsAt))}
      </h3>
      <p>
        <strong>
          {t(`useAnomalies.verdict.${verdict}`)} {shareOf(anomaly)}
        </strong>{' '}
        {t('useAnomalies.figures', { use: quantity(use), usual: quantity(usual) })}
        {state === 'cancelled' && ` · ${t('useAnomalies.dismissed')}`}
        {order !== null && (
          <>
            {' · '}
            <Link to="/work-orders/$id" params={{ id: String(order) }}>
              {t('useAnomalies.order', { id: order })}
            </Link>
          </>
        )}
      </p>
      <Sayings anomaly={anomaly} />
      {state === 'open' && <AnomalyDeeds anomaly={anomaly} />}
    </article>
  );
}

const SAYINGS = ['cause', 'action', 'result'] as const;

function Sayings({ anomaly }: { readonly anomaly: WireUseAnomaly }): ReactElement {
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <dl className={css.facts}>
      {SAYINGS.map((name) => {
        const said = anomaly[name];
        if (said === null) return null;
        return (
          <div key={name}>
            <dt>
              {t(`useAnomalies.${name}`)} · {personName(said.by)}
            </dt>
            <dd>{said.text}</dd>
          </div>
        );
      })}
    </dl>
  );
}
