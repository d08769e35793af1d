import { type ReactElement, useId, useState } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './equipment-picker.module.css';
import { matchingEquipment } from './matching-equipment.ts';

export interface EquipmentPickerProps {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly problem: string | undefined;
}

/** Machines ticked in a list that is searched by number, name or room. What is ticked stays so while other words are typed. */
export function EquipmentPicker({ label, chosen, problem }: EquipmentPickerProps): ReactElement {
  const { equipment, site } = usePlant();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(chosen));
  const [typed, setTyped] = useState('');
  const id = useId();
  const { t, text } = useWords();
  const areas = new Map(site.areas.map((area) => [area.id, text(area.name)]));
  const areaName = (area: string): string => areas.get(area) ?? area;
  const shown = matchingEquipment(equipment, typed, areaName);
  const toggle = (machine: string): void => setTicked((before) => toggled(before, machine));
  return (
    <fieldset className={css.picker} aria-describedby={problem ? `${id}-problem` : undefined}>
      <legend>
        {label} {ticked.size > 0 && t('outages.chosen', { count: ticked.size })}
      </legend>
      <input
        type="search"
        className={css.search}
        aria-label={t('outages.search')}
        placeholder={t('outages.search')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {[...ticked].map((machine) => (
        <input key={machine} type="hidden" name="equipment" value={machine} />
      ))}
      <ul className={css.list}>
        {shown.map((machine) => (
          <li key={machine.id}>
            <label className={css.row}>
              <input type="checkbox" checked={ticked.has(machine.id)} onChange={() => toggle(machine.id)} />
              <span>
                {machine.id} {text(machine.name)}
              </span>
              <span className="quiet">{areaName(machine.area)}</span>
            </label>
          </li>
        ))}
        {shown.length === 0 && <li className="quiet">{t('outages.noneFound')}</li>}
      </ul>
      {problem && (
        <p id={`${id}-problem`} role="alert" className={css.problem}>
          ! {problem}
        </p>
      )}
    </fieldset>
  );
}

const toggled = (set: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  new Set(set.has(one) ? [...set].filter((other) => other !== one) : [...set, one]);
