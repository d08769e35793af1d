import type { ReactElement, ReactNode } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './devices-page.module.css';

const ERROR_CLASSES = ['timeout', 'exception', 'garbled', 'linkLost'] as const;

/** How one line does: how much is asked, how fast it answers, and how it failed since the gateway started. */
export function LineFigures({ connection }: { readonly connection: WireConnection }): ReactElement {
  const { t } = useWords();
  const { requestsPerSecond, latency, errors, skippedCycles, reconnects } = connection;
  return (
    <dl className={css.figures}>
      {requestsPerSecond !== null && (
        <Figure label={t('devices.rate')}>{formatQuantity(requestsPerSecond, 1, '/s')}</Figure>
      )}
      {latency && (
        <Figure label={t('devices.answerTime')}>
          {formatQuantity(latency.p50, 0, 'ms')} / {formatQuantity(latency.p95, 0, 'ms')}
        </Figure>
      )}
      <Figure label={t('devices.failedSinceStart')}>
        {ERROR_CLASSES.map((kind) => (
          <span key={kind} className={css.share} data-notable={errors[kind] > 0}>
            {t(`devices.error.${kind}`)} {formatNumber(errors[kind], 0)}
          </span>
        ))}
      </Figure>
      {requestsPerSecond !== null && (
        <Figure label={t('devices.skipped')} isNotable={skippedCycles > 0}>
          {formatNumber(skippedCycles, 0)}
        </Figure>
      )}
      <Figure label={t('devices.reconnects')} isNotable={reconnects > 0}>
        {formatNumber(reconnects, 0)}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Not as it should be: written stronger. */
  readonly isNotable?: boolean;
}

/** One figure of a line or device with its name. */
export function Figure({ label, children, isNotable = false }: FigureProps): ReactElement {
  return (
    <div data-notable={isNotable}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
