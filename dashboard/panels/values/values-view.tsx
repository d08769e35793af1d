import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { LiveReadout } from '../live/live-readout.tsx';
import css from './values.module.css';

/** Points shown before a person asks for all. */
const FIRST_POINTS = 22;

/** Values of one machine with bands: key points first, in the order of the template. */
export function ValuesView({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const points = usePlant().pointsOf(equipment.id);
  const [all, setAll] = useState(false);
  const { t } = useWords();
  const rank = (name: string): number => {
    const at = equipment.keyPoints.indexOf(name);
    return at < 0 ? equipment.keyPoints.length : at;
  };
  const ordered = [...points].sort((a, b) => rank(a.name) - rank(b.name));
  const shown = all ? ordered : ordered.slice(0, FIRST_POINTS);
  return (
    <Section title={t('equipment.values')} aside={t('equipment.polled')}>
      <div className={css.values}>
        {shown.map((point) => (
          <LiveReadout key={point.tag} tag={point.tag} />
        ))}
      </div>
      {ordered.length > FIRST_POINTS && (
        <Button variant="default" size="xs" mt={8} onClick={() => setAll(!all)}>
          {all ? t('equipment.fewer') : `${t('equipment.more')} (${ordered.length - FIRST_POINTS})`}
        </Button>
      )}
    </Section>
  );
}
