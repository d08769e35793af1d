import type { ReactElement } from 'react';
import { useEquipmentUse } from '../../data/hooks/use-register.ts';
import type { WireCard, WireEquipmentUse } from '../../data/register-api.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './register.module.css';

/** Below this share of the month the figure says so. */
const NEARLY_ALL = 0.95;

/** What each counter of the machine counted in each month; nothing for a machine without one. */
export function CardUse({ card }: { readonly card: WireCard }): ReactElement {
  const uses = useEquipmentUse(card.id).data ?? [];
  return (
    <>
      {uses
        .filter(({ months }) => months.length > 0)
        .map((use) => (
          <CounterUse key={use.tag} use={use} />
        ))}
    </>
  );
}

function CounterUse({ use: { tag, title, unit, decimals, months } }: { readonly use: WireEquipmentUse }): ReactElement {
  const most = Math.max(Number.EPSILON, ...months.map(({ amount }) => amount));
  const { t, text } = useWords();
  return (
    <Section title={`${t('cardPart.use')} · ${text(title)}`} aside={<span className="mono">{tag}</span>}>
      <ul className={css.bars}>
        {months.map(({ month, amount, coverage }) => (
          <li key={month} className={css.bar}>
            <span>{month}</span>
            <span aria-hidden="true">
              <span style={{ width: `${Math.max(0, (100 * amount) / most)}%` }} />
            </span>
            <span>
              {formatNumber(amount, decimals)}&thinsp;{unit}
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
