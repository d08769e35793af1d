import type { ReactElement } from 'react';
import type { WirePerformance } from '../../data/performance-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './performance-page.module.css';

/** What people and rules kept quiet, what was changed, and the floods. */
export function QuietedSection({ performance }: { readonly performance: WirePerformance }): ReactElement {
  const { t } = useWords();
  const { quieted, floods, longestFloodMs } = performance;
  const figures = [
    ...(['shelved', 'suppressed', 'outOfService', 'disabled', 'configChanged'] as const).map(
      (key) => [key, formatNumber(quieted[key], 0)] as const,
    ),
    ['floods', formatNumber(floods, 0)] as const,
    ['longestFlood', formatElapsed(longestFloodMs)] as const,
  ];
  return (
    <Section title={t('performance.quieted')}>
      <dl className={css.figures}>
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`performance.quiet.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
