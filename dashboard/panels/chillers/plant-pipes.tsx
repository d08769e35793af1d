import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { BandMark } from '../display/band-mark.tsx';
import cells from '../display/cells.module.css';
import { DisplayBox } from '../display/display-box.tsx';
import { DisplayValue } from '../display/display-value.tsx';
import { Pipe } from '../display/lines.tsx';
import { useFlow } from '../display/use-run-state.ts';
import type { PipeId, PlantLabel, PlantLayout } from './plant-layout.ts';
import type { ChillerPlant } from './sort-plant.ts';

export interface PlantPipesProps {
  readonly layout: PlantLayout;
  readonly plant: ChillerPlant<EquipmentState>;
}

/** Those that are crossed lie below, then the gaps, then those that cross them. */
const BELOW: ReadonlySet<PipeId> = new Set(['cooling-return', 'chilled-supply']);

/** The pipes of both circuits; a circuit flows as far as its pumps say, and without pumps as far as its chillers do. */
export function PlantPipes({ layout, plant }: PlantPipesProps): ReactElement {
  const { coolingPumps, chilledPumps, chillers } = plant;
  const cooling = useFlow(coolingPumps.length > 0 ? coolingPumps : chillers);
  const chilled = useFlow(chilledPumps.length > 0 ? chilledPumps : chillers);
  const draw = (isBelow: boolean) =>
    layout.pipes
      .filter(({ id }) => BELOW.has(id) === isBelow)
      .map(({ id, d, arrow }) => (
        <Pipe key={id} d={d} state={id.startsWith('cooling') ? cooling : chilled} {...(arrow ? { arrow } : {})} />
      ));
  return (
    <>
      {draw(true)}
      {layout.bridges.map((d) => (
        <path key={d} d={d} className={cells.bridge} />
      ))}
      {draw(false)}
    </>
  );
}

const NAMES = {
  'cooling-supply': 'chillers.coolingSupply',
  'cooling-return': 'chillers.coolingReturn',
  'chilled-supply': 'chillers.supply',
  'chilled-return': 'chillers.return',
} as const;
const METERED: Readonly<Partial<Record<PipeId, string>>> = { 'chilled-supply': 'supply', 'chilled-return': 'return' };

/** Room for a name with a value and its age, and for the normal band beside it. */
const LABEL_WIDTH = 236;
const BAND_WIDTH = 90;

/** Name of a pipe, and its temperature where the site measures it; one common figure only, never that of one of several chillers. */
export function PipeLabel({
  label,
  plant,
}: {
  readonly label: PlantLabel;
  readonly plant: PlantPipesProps['plant'];
}): ReactElement {
  const { pointByTag } = usePlant();
  const { t } = useWords();
  const { id, ...box } = label;
  const [meter, second] = plant.meters;
  const name = METERED[id];
  const point = meter && !second && name ? pointByTag.get(`${meter.id}.${name}`) : undefined;
  return (
    <>
      <DisplayBox {...box} width={LABEL_WIDTH}>
        <p className={cells.pipe}>
          <span className={cells.band}>{t(NAMES[id])}</span>
          {point && <DisplayValue tag={point.tag} />}
        </p>
      </DisplayBox>
      {point?.normal && <BandMark point={point} x={box.x + LABEL_WIDTH} y={box.y + 12} width={BAND_WIDTH} />}
    </>
  );
}
