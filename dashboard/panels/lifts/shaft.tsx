import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmMark } from '../display/alarm-mark.tsx';
import cells from '../display/cells.module.css';
import { DisplayBox } from '../display/display-box.tsx';
import { DisplayItem } from '../display/display-item.tsx';
import { DisplayValue } from '../display/display-value.tsx';
import type { Place } from '../display/next-along.ts';
import { usePlates } from '../display/plates.ts';
import { type Car, carOf } from './car.ts';
import { type Floors, FOOT_HEIGHT, HEAD_HEIGHT, riseOf, storeys } from './lay-out-shafts.ts';
import css from './lifts.module.css';
import { useCall } from './use-call.ts';

export interface ShaftProps {
  readonly lift: EquipmentState;
  readonly place: Place;
  readonly floors: Floors;
  readonly step: number;
}

/** One lift: its shaft with the car at its floor, direction and doors; below floor, load and mode. Framed while somebody calls for help. */
export function Shaft({ lift, place, floors, step }: ShaftProps): ReactElement {
  const { id } = lift;
  const { t, text } = useWords();
  const { open, show } = usePlates();
  const car = carOf({
    floor: useReading(`${id}.floor`),
    direction: useReading(`${id}.direction`),
    door: useReading(`${id}.door`),
    doorZone: useReading(`${id}.door_zone`),
  });
  const isCalling = useCall(id) !== null;
  const { x, y, width } = place;
  const height = storeys(floors) * step;
  const name = isCalling ? `${text(lift.name)}, ${t('lifts.trapped')}` : text(lift.name);
  return (
    <DisplayItem place={place} name={name} onOpen={show} isOpen={open.includes(id)}>
      {isCalling && <Frame place={place} />}
      <DisplayBox x={x + 2} y={y + 4} width={width - 4} height={HEAD_HEIGHT - 6} align="middle">
        <p className={cells.name}>{text(lift.name)}</p>
        <AlarmMark equipment={id} />
      </DisplayBox>
      <g transform={`translate(${x} ${y + HEAD_HEIGHT})`}>
        <Landings floors={floors} step={step} width={width} />
        <CarMark car={car} floors={floors} step={step} width={width} height={height} isCalling={isCalling} />
      </g>
      <DisplayBox x={x + 2} y={y + HEAD_HEIGHT + height + 4} width={width - 4} height={FOOT_HEIGHT - 6} align="middle">
        <Foot id={id} car={car} isCalling={isCalling} />
      </DisplayBox>
    </DisplayItem>
  );
}

function Frame({ place: { x, y, width, height } }: { readonly place: Place }): ReactElement {
  return <rect x={x + 1.5} y={y + 1.5} width={width - 3} height={height - 3} rx={4} className={css.calling} />;
}

interface Ground {
  readonly floors: Floors;
  readonly step: number;
  readonly width: number;
}

/** Room for the arrow and the load, to the left and right of the shaft. */
const SIDE = 18;

function Landings({ floors, step, width }: Ground): ReactElement {
  const height = storeys(floors) * step;
  const lines = Array.from({ length: storeys(floors) - 1 }, (_, i) => `M${SIDE} ${(i + 1) * step}H${width - SIDE}`);
  return (
    <>
      <path d={lines.join('')} className={css.landing} />
      <path d={`M${SIDE} 0V${height}M${width - SIDE} 0V${height}`} className={css.wall} />
    </>
  );
}

interface CarMarkProps extends Ground {
  readonly car: Car;
  readonly height: number;
  readonly isCalling: boolean;
}

const ARROWS = { up: 'M-5 3L0-6 5 3z', down: 'M-5-3L0 6 5-3z' } as const;

/** A car is at least as high as letters, whatever the storey: it must be found at a glance. */
function CarMark({ car, floors, step, width, height, isCalling }: CarMarkProps): ReactElement | null {
  if (car.floor === null) return <Unknown x={width / 2} y={height / 2} />;
  const half = Math.max(7, step / 2);
  const y = Math.min(height - half, Math.max(half, height - riseOf(car.floor, floors, step)));
  const inner = width - 2 * SIDE - 6;
  return (
    <g transform={`translate(${width / 2} ${y})`} className={css.car} data-old={car.isOld} data-calling={isCalling}>
      {car.doors === 'open' || car.doors === 'moving' ? (
        <>
          <rect x={-inner / 2} y={-half} width={inner / 2 - (car.doors === 'open' ? 6 : 3)} height={2 * half} />
          <rect
            x={car.doors === 'open' ? 6 : 3}
            y={-half}
            width={inner / 2 - (car.doors === 'open' ? 6 : 3)}
            height={2 * half}
          />
        </>
      ) : (
        <rect x={-inner / 2} y={-half} width={inner} height={2 * half} />
      )}
      {car.moves && <path d={ARROWS[car.moves]} transform={`translate(${-width / 2 + 8} 0)`} className={css.arrow} />}
      {(car.doors === 'fault' || isCalling) && (
        <text x={width / 2 - 9} y={5} textAnchor="middle" className={css.sign}>
          !
        </text>
      )}
    </g>
  );
}

function Unknown({ x, y }: { readonly x: number; readonly y: number }): ReactElement {
  return (
    <text x={x} y={y} textAnchor="middle" className={css.sign}>
      ?
    </text>
  );
}

/** Words below a shaft; that somebody calls stands before the mode. */
function Foot({
  id,
  car,
  isCalling,
}: {
  readonly id: string;
  readonly car: Car;
  readonly isCalling: boolean;
}): ReactElement {
  const { t } = useWords();
  return (
    <div className={css.foot}>
      <p className={css.floor}>
        <DisplayValue tag={`${id}.floor`} />
        {car.moves && (
          <>
            <span aria-hidden="true"> {car.moves === 'up' ? '↑' : '↓'}</span>
            <span className="visually-hidden"> {t(`lifts.${car.moves}`)}</span>
          </>
        )}
      </p>
      <p>
        <DisplayValue tag={`${id}.door`} />
      </p>
      <p>
        <DisplayValue tag={`${id}.load_pct`} />
      </p>
      <p className={css.mode}>
        {isCalling ? <strong className={css.word}>{t('lifts.trapped')}</strong> : <DisplayValue tag={`${id}.mode`} />}
      </p>
    </div>
  );
}
