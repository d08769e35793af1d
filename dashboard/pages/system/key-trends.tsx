import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { TrendView } from '../../panels/trend/trend-view.tsx';
import { Section } from '../../ui/section.tsx';
import css from './system-page.module.css';

const FOUR_HOURS_MS = 4 * 3_600_000;
const HEIGHT = 180;
/** What a plant is judged by over hours: supply temperature, load, efficiency of its heat meter. */
const NAMES = ['supply', 'power', 'kw_per_rt'] as const;

/** The last four hours of the meter of a chiller plant; nothing where no heat meter stands. */
export function KeyTrends({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement | null {
  const { pointByTag } = usePlant();
  const { t } = useWords();
  const meter = equipment.find((one) => one.class === 'heat_meter');
  const tags = NAMES.map((name) => `${meter?.id}.${name}`).filter((tag) => pointByTag.has(tag));
  if (tags.length === 0) return null;
  return (
    <Section title={t('plate.fourHours')} className={css.trends}>
      <TrendView tags={tags} windowMs={FOUR_HOURS_MS} height={HEIGHT} />
    </Section>
  );
}
