import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmMark } from '../display/alarm-mark.tsx';
import { BandMark } from '../display/band-mark.tsx';
import { DisplayBox } from '../display/display-box.tsx';
import { DisplayValue } from '../display/display-value.tsx';
import { MeterMark } from '../display/electric-symbols.tsx';
import { PlateItem } from '../display/machine-cell.tsx';
import type { Place } from '../display/next-along.ts';
import css from './environment.module.css';

/** Signs of what is measured: temperature, water where none should be, gas. */
const SIGNS: Readonly<Partial<Record<EquipmentState['class'], string>>> = {
  room_sensor: 'T',
  leak_sensor: 'L',
  gas_sensor: 'G',
};

/** Shown beside the first: what a room needs, where a leak is. Batteries and cables stand on the faceplate. */
const MOST_FIGURES = 2;

export interface SensorCellProps {
  readonly sensor: EquipmentState;
  readonly place: Place;
}

/** One sensor: what it measures, its name, its first values, and where the first stands between its limits. */
export function SensorCell({ sensor, place }: SensorCellProps): ReactElement {
  const { pointByTag } = usePlant();
  const { text } = useWords();
  const isWet = (usePresentValue(`${sensor.id}.leak`) ?? 0) > 0;
  // Where a leak is says something only while there is one.
  const names = sensor.keyPoints.filter((name) => name !== 'distance' || isWet);
  const points = names.flatMap((name) => pointByTag.get(`${sensor.id}.${name}`) ?? []);
  const { x, y, width, height } = place;
  const banded = points.find(({ normal }) => normal !== null);
  return (
    <PlateItem equipment={sensor} place={place}>
      <MeterMark x={x + 14} y={y + height / 2} sign={SIGNS[sensor.class] ?? '?'} />
      <DisplayBox x={x + 32} y={y + 4} width={width - 62} height={height - (banded ? 12 : 4)}>
        <p className={css.name}>{text(sensor.name)}</p>
        <p className={css.values}>
          {points.slice(0, MOST_FIGURES).map(({ tag, unit, title }) => (
            <DisplayValue key={tag} tag={tag} {...(unit === '' || unit === null ? { label: text(title) } : {})} />
          ))}
        </p>
      </DisplayBox>
      <DisplayBox x={x + width - 28} y={y + height / 2 - 11} width={28} height={24}>
        <AlarmMark equipment={sensor.id} />
      </DisplayBox>
      {banded && <BandMark point={banded} x={x + 32} y={y + height - 6} width={width - 66} />}
    </PlateItem>
  );
}
