import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { EquipmentState, PointState } from '../../../gateway/contract/resources.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { LiveReadout } from '../live/live-readout.tsx';
import { SetButton } from './setting/set-button.tsx';
import css from './values.module.css';

/** Points shown before a person asks for all. */
const FIRST_POINTS = 22;

/** Values of one machine with bands: key points first, then what may be set, each in the order of the template. */
export function ValuesView({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const points = usePlant().pointsOf(equipment.id);
  const [all, setAll] = useState(false);
  const mayWrite = useMay('plant:write');
  const { t } = useWords();
  const rank = ({ name, writable }: PointState): number => {
    const at = equipment.keyPoints.indexOf(name);
    return at < 0 ? equipment.keyPoints.length + (writable ? 0 : 1) : at;
  };
  const ordered = [...points].sort((a, b) => rank(a) - rank(b));
  const shown = all ? ordered : ordered.slice(0, FIRST_POINTS);
  return (
    <Section title={t('equipment.values')} aside={t('equipment.polled')}>
      <div className={css.values}>
        {shown.map((point) => (
          <div key={point.tag} className={css.value}>
            <LiveReadout tag={point.tag} />
            {point.expression !== null && <code className={`mono ${css.expression}`}>= {point.expression}</code>}
            {point.writable && mayWrite && <SetButton equipment={equipment} point={point} />}
          </div>
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
