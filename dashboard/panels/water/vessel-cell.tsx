import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { EquipmentState, PointState } from '../../../gateway/contract/resources.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { usePresentValue, useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmMark } from '../display/alarm-mark.tsx';
import cells from '../display/cells.module.css';
import { DisplayBox } from '../display/display-box.tsx';
import { DisplayValue } from '../display/display-value.tsx';
import { PlateItem } from '../display/machine-cell.tsx';
import { PumpMark } from '../display/machine-symbols.tsx';
import type { Place } from '../display/next-along.ts';
import { VesselMark } from '../display/water-symbols.tsx';
import { runStateOf } from '../live/running-state.ts';
import { type Heading, timeToLimit } from './time-to-limit.ts';

export interface VesselCellProps {
  readonly vessel: EquipmentState;
  readonly place: Place;
}

const MARK = { width: 56, height: 96 } as const;
/** Points of a sump that tell whether one of its pumps runs. */
export const OWN_PUMP = /^pump\d+_run$/;
const MOST_PUMPS = 3;

/** A tank or sump: its level between its limits, when it is full or empty if this goes on, and the pumps that stand in it. */
export function VesselCell({ vessel, place }: VesselCellProps): ReactElement {
  const plant = usePlant();
  const { text } = useWords();
  const tag = `${vessel.id}.level`;
  const point = plant.pointByTag.get(tag);
  const level = useReading(tag);
  const full = point?.range?.[1] ?? point?.normal?.[1] ?? null;
  const share = (value: number): number => (full ? Math.min(1, Math.max(0, value / full)) : 0);
  const value = level?.value ?? null;
  const pumps = plant.pointsOf(vessel.id).filter(({ name }) => OWN_PUMP.test(name));
  const { x, y, width, height } = place;
  return (
    <PlateItem equipment={vessel} place={place}>
      <rect x={x} y={y} width={width} height={height} rx={4} className={cells.plate} />
      <VesselMark
        {...{ x: x + 12, y: y + 18, ...MARK }}
        share={value === null || full === null ? null : share(value)}
        standing={level?.standing ?? 'bad'}
        limits={(point?.normal ?? []).filter((limit) => limit > 0).map(share)}
        isOpen={vessel.class === 'sump'}
      />
      <DisplayBox x={x + 84} y={y + 8} width={width - 90} height={height - (pumps.length > 0 ? 56 : 12)}>
        <div className={cells.head}>
          <p className={cells.name}>{text(vessel.name)}</p>
          <AlarmMark equipment={vessel.id} />
        </div>
        <p>
          <DisplayValue tag={tag} />
        </p>
        {point?.normal && <Foretold point={point} limits={point.normal} />}
        {pumps.length === 0 && <Floats vessel={vessel} />}
      </DisplayBox>
      {pumps.slice(0, MOST_PUMPS).map((pump, i) => (
        <OwnPump key={pump.tag} pump={pump} x={x + 102 + i * 40} y={y + height - 26} />
      ))}
    </PlateItem>
  );
}

function OwnPump({ pump, x, y }: { readonly pump: PointState; readonly x: number; readonly y: number }): ReactElement {
  const state = runStateOf(usePresentValue(pump.tag));
  const { t, text } = useWords();
  return (
    <g>
      <title>{`${text(pump.title)}, ${t(`state.${state}`)}`}</title>
      <PumpMark x={x} y={y} state={state} angle={-90} />
    </g>
  );
}

/** Two more points of a tank, such as its inlet valve and its overflow. */
function Floats({ vessel }: { readonly vessel: EquipmentState }): ReactElement {
  const { pointByTag } = usePlant();
  const { text } = useWords();
  const points = vessel.keyPoints
    .filter((name) => name !== 'level')
    .flatMap((name) => pointByTag.get(`${vessel.id}.${name}`) ?? []);
  return (
    <>
      {points.slice(0, 2).map((point) => (
        <div key={point.tag} className={cells.row}>
          <span>{text(point.title)}</span>
          <DisplayValue tag={point.tag} />
        </div>
      ))}
    </>
  );
}

const PAST_MS = 30 * 60_000;
const RENEW_MS = 60_000;
const COLUMNS = 60;

interface ForetoldProps {
  readonly point: PointState;
  readonly limits: readonly [number, number];
}

function Foretold({ point, limits }: ForetoldProps): ReactElement | null {
  const { api, time } = useServices();
  const { t } = useWords();
  const level = usePresentValue(point.tag);
  const { data } = useQuery({
    queryKey: ['history', point.tag, 'level'],
    queryFn: () => api.history(point.tag, time.nowMs() - PAST_MS, time.nowMs(), COLUMNS),
    refetchInterval: RENEW_MS,
  });
  const heading: Heading | null = data && level !== null ? timeToLimit(data, level, limits) : null;
  if (!heading) return null;
  return <p>{t(`water.limit.${heading.towards}`, { time: formatAge(heading.ms) })}</p>;
}
