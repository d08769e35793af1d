import type { ReactElement } from 'react';
import { useEquipmentHours } from '../../data/hooks/use-register.ts';
import type { WireCard } from '../../data/register-api.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './register.module.css';

/** Below this share of the month the figure says so. */
const NEARLY_ALL = 0.95;

/** Hours the machine ran in each month, and how that is known. */
export function CardHours({ card }: { readonly card: WireCard }): ReactElement {
  const months = useEquipmentHours(card.id).data ?? [];
  const most = Math.max(1, ...months.map(({ hours }) => hours));
  const by = months[0]?.by;
  const { t } = useWords();
  return (
    <Section title={t('cardPart.hours')} aside={by && t(`cardPart.hoursBy.${by}`)}>
      {months.length === 0 && <p className="quiet">{t('cardPart.noHours')}</p>}
      <ul className={css.bars}>
        {months.map(({ month, hours, coverage }) => (
          <li key={month} className={css.bar}>
            <span>{month}</span>
            <span aria-hidden="true">
              <span style={{ width: `${(100 * hours) / most}%` }} />
            </span>
            <span>
              {formatNumber(hours, 0)}&thinsp;h
              {coverage < NEARLY_ALL && (
                <span className="quiet">
                  {' '}
                  {t('cardPart.known', { percent: `${formatNumber(coverage * 100, 0)}\u2009%` })}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
