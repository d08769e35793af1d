import type { ReactElement } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireTaskStory } from '../../data/maintenance-api.ts';
import { keptText } from '../../format/point-text.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';

type Reading = WireTaskStory['body']['readings'][number];

/** What the machine said before and after the work. */
export function TaskReadings({ readings }: { readonly readings: readonly Reading[] }): ReactElement | null {
  const plant = usePlant();
  const { t, text, language } = useWords();
  if (readings.length === 0) return null;
  const nameOf = ({ tag }: Reading): string => {
    const point = plant.pointByTag.get(tag);
    return point ? text(point.title) : tag;
  };
  const shown = ({ tag, unit }: Reading, value: number | null): string =>
    keptText(plant.pointByTag.get(tag), { value, unit }, language);
  const title = t('upkeep.readings');
  return (
    <Section title={title}>
      <Table
        caption={title}
        rows={readings}
        rowKey={({ tag }) => tag}
        columns={[
          { key: 'tag', title: t('upkeep.what'), cell: nameOf },
          { key: 'before', title: t('upkeep.before'), number: true, cell: (one) => shown(one, one.before) },
          { key: 'after', title: t('upkeep.after'), number: true, cell: (one) => shown(one, one.after) },
        ]}
      />
    </Section>
  );
}
