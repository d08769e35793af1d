import type { ReactElement } from 'react';
import type { Priority } from '../../../gateway/domain/alarm.ts';
import type { WirePerformance } from '../../data/performance-api.ts';
import { formatNumber, formatQuantity, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import css from './performance-page.module.css';

/** What is aimed at (ISA-18.2): few urgent alarms, or none is urgent any more. The lesser two are counted together. */
const AIMED_AT: Readonly<Record<Priority, string | null>> = { P1: '< 5 %', P2: '15 %', P3: '80 %', P4: null };

/** How the alarms are spread over the priorities. */
export function SplitSection({ performance }: { readonly performance: WirePerformance }): ReactElement {
  const { t } = useWords();
  const { byPriority, alarms } = performance;
  return (
    <Section title={t('performance.split')}>
      <ul className={css.split}>
        {(['P1', 'P2', 'P3', 'P4'] as const).map((priority) => {
          const aim = AIMED_AT[priority];
          const share = alarms === 0 ? null : (byPriority[priority] / alarms) * 100;
          return (
            <li key={priority}>
              <PriorityBadge priority={priority} label={t(`priority.${priority}`)} />
              <span>{formatNumber(byPriority[priority], 0)}</span>
              <span className={css.bar} aria-hidden="true">
                <span style={{ width: `${share ?? 0}%` }} />
              </span>
              <span>{share === null ? MISSING : formatQuantity(share, 1, '%')}</span>
              <span className="quiet">
                {aim && t(priority === 'P3' ? 'performance.aimTogether' : 'performance.aim', { share: aim })}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
