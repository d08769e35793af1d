import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { Plant } from '../../data/plant.ts';
import { useWords } from '../../i18n/use-words.ts';
import cells from '../display/cells.module.css';
import { Display } from '../display/display.tsx';
import { DisplayBox } from '../display/display-box.tsx';
import { Pipe } from '../display/lines.tsx';
import { MachineCell } from '../display/machine-cell.tsx';
import type { Place } from '../display/next-along.ts';
import { useFlowOf } from '../display/use-run-state.ts';
import { useWidth } from '../display/use-width.ts';
import { runPoint } from '../live/running-state.ts';
import { layOutWater, type WaterBand } from './lay-out-water.ts';
import { OWN_PUMP, VesselCell } from './vessel-cell.tsx';

/** Water enough, nothing running over: each circuit a pipe with its meters, pumps, tanks and sumps. */
export function WaterView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { t } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const layout = width === null ? null : layOutWater(equipment, width);
  const machineOf = new Map(equipment.map((one) => [one.id, one]));
  const places = layout?.bands.flatMap((band) => band.places) ?? [];
  return (
    <div ref={ref}>
      {layout && (
        <Display label={t('system.water')} width={layout.width} height={layout.height + 2} places={places}>
          {layout.bands.map((band) => (
            <Band key={band.circuit} band={band} machineOf={machineOf} />
          ))}
        </Display>
      )}
    </div>
  );
}

interface BandProps {
  readonly band: WaterBand;
  readonly machineOf: ReadonlyMap<string, EquipmentState>;
}

function Band({ band, machineOf }: BandProps): ReactElement {
  const { t } = useWords();
  const machines = band.places.flatMap(({ id }) => machineOf.get(id) ?? []);
  const plant = usePlant();
  const flow = useFlowOf(machines.flatMap((one) => movingTags(plant, one)));
  return (
    <>
      <Pipe d={band.pipe} state={flow} />
      <DisplayBox {...band.label}>
        <span className={cells.band}>{t(`water.circuit.${band.circuit}`)}</span>
      </DisplayBox>
      {band.places.map((place) => {
        const machine = machineOf.get(place.id);
        return machine && <Machine key={place.id} machine={machine} place={place} />;
      })}
    </>
  );
}

/** Points that tell whether water moves: pumps that run, those in sumps too, and meters that count. */
function movingTags(plant: Plant, machine: EquipmentState): readonly string[] {
  const points = plant.pointsOf(machine.id);
  switch (machine.class) {
    case 'pump':
      return [runPoint(machine, points)?.tag ?? ''];
    case 'sump':
      return points.filter(({ name }) => OWN_PUMP.test(name)).map(({ tag }) => tag);
    case 'water_meter':
      return points.filter(({ name }) => name === 'flow').map(({ tag }) => tag);
    default:
      return [];
  }
}

/** Figures of pumps and meters, best first: what they move, else how fast they turn. */
const FIGURES = ['flow', 'freq', 'actual_1', 'performance', 'speed', 'power', 'current'] as const;

function Machine({ machine, place }: { readonly machine: EquipmentState; readonly place: Place }): ReactElement {
  const { pointByTag } = usePlant();
  const tagOf = (name: string): string | undefined => pointByTag.get(`${machine.id}.${name}`)?.tag;
  if (machine.class === 'tank' || machine.class === 'sump') return <VesselCell vessel={machine} place={place} />;
  return (
    <MachineCell
      {...{ equipment: machine, place, tagOf }}
      mark={machine.class === 'pump' ? 'pump' : machine.class === 'fan' ? 'fan' : 'none'}
      figures={[...FIGURES, ...machine.keyPoints]}
    />
  );
}
