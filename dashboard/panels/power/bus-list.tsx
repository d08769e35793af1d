import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { Energised } from '../../../gateway/domain/topology.ts';
import { useWords } from '../../i18n/use-words.ts';
import kit from '../display/display.module.css';
import { Line } from '../display/lines.tsx';
import { energisedWord } from './energised-word.ts';
import css from './power.module.css';
import { groupPower } from './sections.ts';

export interface BusListProps {
  readonly equipment: readonly EquipmentState[];
  readonly states: ReadonlyMap<string, Energised>;
}

/** Every bus in a line with its state in words: the question of this display, answered before the drawing is read. */
export function BusList({ equipment, states }: BusListProps): ReactElement | null {
  const { t, text } = useWords();
  const names = new Map(equipment.map(({ id, name }) => [id, text(name)]));
  const buses = groupPower(equipment)
    .ranks.flat()
    .filter(({ hasBus }) => hasBus);
  if (buses.length === 0) return null;
  return (
    <ul className={`${css.buses} ${kit.beside}`} aria-label={t('power.buses')}>
      {buses.map(({ owner }) => {
        const state = states.get(owner) ?? 'unknown';
        return (
          <li key={owner} data-state={state}>
            <svg width="32" height="12" viewBox="0 0 32 12" className={kit.signs} aria-hidden="true">
              <Line d="M2 6H30" state={state} />
            </svg>
            <span className="label">{names.get(owner) ?? owner}</span> <strong>{energisedWord(state, t)}</strong>
          </li>
        );
      })}
    </ul>
  );
}
