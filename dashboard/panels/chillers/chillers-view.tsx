import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Display } from '../display/display.tsx';
import { MachineCell } from '../display/machine-cell.tsx';
import type { Place } from '../display/next-along.ts';
import { useWidth } from '../display/use-width.ts';
import { ChillerCell } from './chiller-cell.tsx';
import { layOutPlant } from './lay-out-plant.ts';
import { MeterCell } from './meter-cell.tsx';
import { PipeLabel, PlantPipes } from './plant-pipes.tsx';
import { type ChillerPlant, partOf, sortPlant } from './sort-plant.ts';
import type { LoadStanding } from './steady-load.ts';
import { usePlantStanding } from './use-plant-standing.ts';

/** Enough cooling, at what cost: both water circuits round the chillers, drawn from what the site file says of each machine. */
export function ChillersView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { t } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const plant = sortPlant(equipment);
  const standing = usePlantStanding(plant.chillers);
  const layout = width === null ? null : layOutPlant(idsOf(plant), width);
  const machineOf = new Map(equipment.map((one) => [one.id, one]));
  return (
    <div ref={ref}>
      {layout && (
        <Display label={t('system.chillers')} width={layout.width} height={layout.height + 2} places={layout.places}>
          <PlantPipes layout={layout} plant={plant} />
          {layout.labels.map((label) => (
            <PipeLabel key={label.id} label={label} plant={plant} />
          ))}
          {layout.places.map((place) => {
            const machine = machineOf.get(place.id);
            return machine && <Machine key={place.id} machine={machine} place={place} standing={standing} />;
          })}
        </Display>
      )}
    </div>
  );
}

function idsOf(plant: ChillerPlant<EquipmentState>): ChillerPlant<string> {
  const ids = (list: readonly EquipmentState[]): string[] => list.map(({ id }) => id);
  const { towers, coolingPumps, chillers, chilledPumps, meters, others } = plant;
  return {
    ...{ towers: ids(towers), coolingPumps: ids(coolingPumps), chillers: ids(chillers) },
    ...{ chilledPumps: ids(chilledPumps), meters: ids(meters), others: ids(others) },
  };
}

interface MachineProps {
  readonly machine: EquipmentState;
  readonly place: Place;
  readonly standing: LoadStanding;
}

/** Figures of drives, best first: how fast, else how hard. */
const FIGURES = ['freq', 'actual_1', 'speed', 'performance', 'power', 'current'] as const;

function Machine({ machine, place, standing }: MachineProps): ReactElement {
  const { pointByTag } = usePlant();
  const tagOf = (name: string): string | undefined => pointByTag.get(`${machine.id}.${name}`)?.tag;
  const common = { equipment: machine, place, tagOf };
  switch (partOf(machine)) {
    case 'chillers':
      return <ChillerCell chiller={machine} place={place} />;
    case 'meters':
      return <MeterCell meter={machine} place={place} standing={standing} />;
    case 'towers':
      return <MachineCell {...common} mark="tower" figures={FIGURES} />;
    case 'coolingPumps':
      return <MachineCell {...common} mark="pump" figures={FIGURES} />;
    case 'chilledPumps':
      return <MachineCell {...common} mark="pump" angle={180} figures={FIGURES} />;
    case 'others':
      return <MachineCell {...common} mark={markOf(machine)} figures={[...FIGURES, ...machine.keyPoints]} />;
  }
}

function markOf({ class: kind }: EquipmentState): 'pump' | 'fan' | 'none' {
  if (kind === 'pump') return 'pump';
  return kind === 'fan' ? 'fan' : 'none';
}
