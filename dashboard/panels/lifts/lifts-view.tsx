import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useReadingSummary } from '../../data/hooks/use-readings.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import kit from '../display/display.module.css';
import { Display } from '../display/display.tsx';
import { useWidth } from '../display/use-width.ts';
import { TileGroup } from '../live/tile-group.tsx';
import {
  AXIS_WIDTH,
  type Floors,
  FOOT_LINE,
  floorsOf,
  layOutShafts,
  numberedFloors,
  riseOf,
} from './lay-out-shafts.ts';
import css from './lifts.module.css';
import { Shaft } from './shaft.tsx';
import { Trapped } from './trapped.tsx';

/** Anyone trapped, any car out: who calls stands first, then one shaft per lift, always in the same place. Monitoring only. */
export function LiftsView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { t } = useWords();
  const lifts = equipment.filter((one) => one.class === 'lift');
  const floors = useFloors(lifts);
  const [ref, width] = useWidth<HTMLDivElement>();
  const layout =
    width === null
      ? null
      : layOutShafts(
          lifts.map(({ id }) => id),
          floors,
          width,
        );
  const liftOf = new Map(lifts.map((lift) => [lift.id, lift]));
  return (
    <div ref={ref} className={css.view}>
      <ul className={`${css.calls} ${kit.beside}`} aria-label={t('lifts.trapped')}>
        {lifts.map((lift) => (
          <Trapped key={lift.id} lift={lift} />
        ))}
      </ul>
      {layout && lifts.length > 0 && (
        <Display label={t('system.lifts')} width={layout.width} height={layout.height + 2} places={layout.places}>
          {layout.axes.map(({ top, lowest }) => (
            <Axis key={top} lowest={lowest} floors={floors} step={layout.step} />
          ))}
          {layout.places.map((place) => {
            const lift = liftOf.get(place.id);
            return lift && <Shaft key={place.id} lift={lift} place={place} floors={floors} step={layout.step} />;
          })}
        </Display>
      )}
      <TileGroup title={t('power.other')} equipment={equipment.filter((one) => one.class !== 'lift')} />
    </div>
  );
}

/** Landings that all shafts show, so that one height is one floor everywhere. */
function useFloors(lifts: readonly EquipmentState[]): Floors {
  const { pointByTag } = usePlant();
  const tags = lifts.map(({ id }) => `${id}.floor`);
  const ranges = tags.map((tag) => pointByTag.get(tag)?.range ?? null);
  const seen = useReadingSummary(tags, (readings) => {
    const { low, high } = floorsOf(
      ranges,
      readings.map((reading) => reading?.value ?? null),
    );
    return `${low} ${high}`;
  });
  const [low = 1, high = 10] = seen.split(' ').map(Number);
  return { low, high };
}

interface AxisProps {
  readonly lowest: number;
  readonly floors: Floors;
  readonly step: number;
}

const FOOT_ROWS = ['door', 'load', 'mode'] as const;

/** Numbers of the landings, and below them what the lines under every shaft say. */
function Axis({ lowest, floors, step }: AxisProps): ReactElement {
  const { t } = useWords();
  const foot = lowest + step / 2;
  return (
    <g className={css.axis}>
      {numberedFloors(floors, step).map((floor) => (
        <text key={floor} x={AXIS_WIDTH - 6} y={foot - riseOf(floor, floors, step) + 4} textAnchor="end">
          {floor}
        </text>
      ))}
      {FOOT_ROWS.map((row, at) => (
        <text key={row} x={AXIS_WIDTH - 2} y={foot + (at + 2) * FOOT_LINE - 1} textAnchor="end">
          {t(`lifts.row.${row}`)}
        </text>
      ))}
    </g>
  );
}
