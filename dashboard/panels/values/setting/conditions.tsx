import type { ReactElement } from 'react';
import type { WireOffer } from '../../../data/api.ts';
import { usePlant } from '../../../data/hooks/use-site.ts';
import { pointText } from '../../../format/point-text.ts';
import { useWords } from '../../../i18n/use-words.ts';
import css from './setting.module.css';

/** What must hold before a point is set, each with a mark and in words. */
export function Conditions({ offer }: { readonly offer: WireOffer }): ReactElement | null {
  const plant = usePlant();
  const { t, text, language } = useWords();
  if (offer.when.length === 0) return null;
  return (
    <section className={css.conditions}>
      <h3>{t('write.conditions')}</h3>
      <ul>
        {offer.when.map((one) => {
          const point = plant.pointByTag.get(one.tag);
          if (!point) return null;
          const read = (value: number | null): string => pointText(point, value, language);
          const needed = one.in.map(read).join(' / ');
          return (
            <li key={one.tag} data-met={one.isMet}>
              {one.isMet ? '✓' : '✗'}{' '}
              {t(one.isMet ? 'write.met' : 'write.unmet', {
                what: text(point.title),
                present: read(one.value),
                needed,
              })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
