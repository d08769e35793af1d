import type { WireAlarm } from '../../data/alarm-api.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { joinName } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';

type Named = Pick<WireAlarm, 'equipment' | 'title'>;

/** The machine and what is the matter with it, in the present language. */
export function useAlarmName(): (alarm: Named) => string {
  const plant = usePlant();
  const { text } = useWords();
  return ({ equipment: id, title }) => {
    const equipment = plant.equipmentById.get(id);
    return joinName(equipment ? text(equipment.name) : id, text(title));
  };
}
