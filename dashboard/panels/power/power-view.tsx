import { type ReactElement, useMemo } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { Energised } from '../../../gateway/domain/topology.ts';
import { planTopology } from '../../../gateway/domain/topology-plan.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Display } from '../display/display.tsx';
import { DisplayBox } from '../display/display-box.tsx';
import { FeederEnd } from '../display/electric-symbols.tsx';
import { Line } from '../display/lines.tsx';
import { useWidth } from '../display/use-width.ts';
import { BusList } from './bus-list.tsx';
import { laySingleLine } from './lay-out.ts';
import css from './power.module.css';
import { PowerCell } from './power-cell.tsx';
import { PowerLegend } from './power-legend.tsx';
import type { DrawnLine, SingleLine } from './single-line.ts';
import { usePowerStates } from './use-power.ts';

/** Which bus is dead, who feeds what: the single-line diagram, drawn from the site file, its lines alive by their sources and switches. */
export function PowerView({ equipment: machines }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const plant = usePlant();
  const [ref, width] = useWidth<HTMLDivElement>();
  const equipment = useMemo(() => [...machines, ...plant.ofSystem('gensets')], [machines, plant]);
  const topology = useMemo(() => planTopology(equipment), [equipment]);
  const drawing = useMemo(() => (width === null ? null : laySingleLine(equipment, width)), [equipment, width]);
  const states = usePowerStates(topology);
  return (
    <div className={css.view}>
      <BusList equipment={equipment} states={states} />
      <PowerLegend />
      <div ref={ref}>{drawing && <Diagram drawing={drawing} states={states} />}</div>
    </div>
  );
}

interface DiagramProps {
  readonly drawing: SingleLine;
  readonly states: ReadonlyMap<string, Energised>;
}

function Diagram({ drawing, states }: DiagramProps): ReactElement {
  const { equipmentById } = usePlant();
  const { t } = useWords();
  return (
    <Display label={t('power.diagram')} width={drawing.width} height={drawing.height} places={drawing.items}>
      <Wires lines={drawing.lines} states={states} />
      {drawing.apart && (
        <DisplayBox x={drawing.apart[0]} y={drawing.apart[1]} width={drawing.width - 2 * drawing.apart[0]} height={22}>
          <h2>{t('power.apart')}</h2>
        </DisplayBox>
      )}
      {drawing.items.map((item) => {
        const equipment = equipmentById.get(item.id);
        return equipment && <PowerCell key={item.id} item={item} equipment={equipment} state={states.get(item.id)} />;
      })}
      {drawing.stubs.map((stub) => (
        <DisplayBox key={`${stub.x} ${stub.y}`} x={stub.x} y={stub.y} width={stub.width} height={20}>
          <span className={css.stub}>⇄ {stub.toward}</span>
        </DisplayBox>
      ))}
    </Display>
  );
}

/** What is in doubt lies below what is dead, and what lives on top. */
const STATES: readonly Energised[] = ['unknown', 'dead', 'live', 'generator'];

interface WiresProps {
  readonly lines: readonly DrawnLine[];
  readonly states: ReadonlyMap<string, Energised>;
}

/** All lines of one state are one path, so that they run into each other without a seam. */
function Wires({ lines, states }: WiresProps): ReactElement {
  const byState = Map.groupBy(lines, ({ place }) => states.get(place) ?? 'unknown');
  return (
    <>
      {STATES.map((state) => (
        <Line key={state} d={(byState.get(state) ?? []).map(pathOf).join('')} state={state} />
      ))}
      {lines.map(({ spots, isEnd }) => {
        const [x, y] = spots.at(-1) ?? [0, 0];
        return isEnd && <FeederEnd key={`${x} ${y}`} x={x} y={y} />;
      })}
    </>
  );
}

const pathOf = ({ spots }: DrawnLine): string => `M${spots.map(([x, y]) => `${x} ${y}`).join('L')}`;
