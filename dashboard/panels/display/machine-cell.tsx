import type { ReactElement, ReactNode } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { RunState } from '../../ui/status-tag.tsx';
import { AlarmMark } from './alarm-mark.tsx';
import css from './cells.module.css';
import { DisplayBox } from './display-box.tsx';
import { DisplayItem } from './display-item.tsx';
import { DisplayValue } from './display-value.tsx';
import { FanMark, PumpMark } from './machine-symbols.tsx';
import type { Place } from './next-along.ts';
import { usePlates } from './plates.ts';
import { useRunState } from './use-run-state.ts';
import { TowerMark } from './water-symbols.tsx';

export interface MachineCellProps {
  readonly equipment: EquipmentState;
  readonly place: Place;
  readonly mark: 'pump' | 'fan' | 'tower' | 'none';
  /** Clockwise from "to the right": where a pump sends the water. */
  readonly angle?: number;
  /** Names of points, the first of which that the machine has is shown. */
  readonly figures: readonly string[];
  readonly tagOf: (name: string) => string | undefined;
}

/** Room for a sign and for its mark of doubt. */
const SIGN = 48;

/** One pump, fan, tower or meter on a drawing: its sign says how it stands, beside it name and key figure. */
export function MachineCell({ equipment, place, mark, angle = 0, figures, tagOf }: MachineCellProps): ReactElement {
  const { text } = useWords();
  const state = useRunState(equipment);
  const figure = figures.map(tagOf).find((tag) => tag !== undefined);
  const { x, y, width, height } = place;
  const left = mark === 'none' ? 8 : SIGN;
  return (
    <PlateItem equipment={equipment} place={place} state={mark === 'none' ? undefined : state}>
      <Sign mark={mark} x={x + 22} y={y + 26} state={state} angle={angle} />
      <DisplayBox x={x + 8} y={y + 44} width={28} height={24}>
        <AlarmMark equipment={equipment.id} />
      </DisplayBox>
      <DisplayBox x={x + left} y={y + 4} width={width - left - 2} height={height - 8}>
        <p className={css.name}>{text(equipment.name)}</p>
        {figure && (
          <p>
            <DisplayValue tag={figure} />
          </p>
        )}
      </DisplayBox>
    </PlateItem>
  );
}

interface SignProps extends Pick<MachineCellProps, 'mark' | 'angle'> {
  readonly x: number;
  readonly y: number;
  readonly state: RunState;
}

function Sign({ mark, ...at }: SignProps): ReactElement | null {
  const { angle = 0, ...rest } = at;
  switch (mark) {
    case 'pump':
      return <PumpMark {...rest} angle={angle} />;
    case 'fan':
      return <FanMark {...rest} />;
    case 'tower':
      return <TowerMark {...rest} />;
    case 'none':
      return null;
  }
}

export interface PlateItemProps {
  readonly equipment: EquipmentState;
  readonly place: Place;
  /** Said with the name; nothing for what cannot run. */
  readonly state?: RunState | undefined;
  readonly children: ReactNode;
}

/** A machine that opens its faceplate when it is pressed. */
export function PlateItem({ equipment, place, state, children }: PlateItemProps): ReactElement {
  const { open, show } = usePlates();
  const { t, text } = useWords();
  const word = state && (state === 'under-repair' ? t('equipmentTag.under-repair') : t(`state.${state}`));
  const name = [text(equipment.name), word].filter((part) => part !== undefined).join(', ');
  return (
    <DisplayItem place={place} name={name} onOpen={show} isOpen={open.includes(equipment.id)}>
      {children}
    </DisplayItem>
  );
}
