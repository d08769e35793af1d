import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Display } from '../display/display.tsx';
import { DisplayBox } from '../display/display-box.tsx';
import { useWidth } from '../display/use-width.ts';
import css from './environment.module.css';
import { AREA_HEAD, type AreaBlock, layOutAreas } from './lay-out-areas.ts';
import { SensorCell } from './sensor-cell.tsx';

/** Is anything wet, warm or poisonous, and where: one block per area with its sensors. */
export function EnvironmentView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { site } = usePlant();
  const { t } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const areas = site.areas.map(({ id }) => id);
  const layout = width === null ? null : layOutAreas(equipment, areas, width);
  const sensorOf = new Map(equipment.map((one) => [one.id, one]));
  const places = layout?.blocks.flatMap((block) => block.places) ?? [];
  return (
    <div ref={ref}>
      {layout && (
        <Display label={t('system.environment')} width={layout.width} height={layout.height + 2} places={places}>
          {layout.blocks.map((block) => (
            <Area key={block.area} block={block} sensorOf={sensorOf} />
          ))}
        </Display>
      )}
    </div>
  );
}

interface AreaProps {
  readonly block: AreaBlock;
  readonly sensorOf: ReadonlyMap<string, EquipmentState>;
}

function Area({ block, sensorOf }: AreaProps): ReactElement {
  const { site } = usePlant();
  const { text } = useWords();
  const area = site.areas.find(({ id }) => id === block.area);
  const { x, y, width, height } = block;
  return (
    <>
      <rect x={x} y={y} width={width} height={height} rx={4} className={css.block} />
      <DisplayBox x={x + 12} y={y + 8} width={width - 24} height={AREA_HEAD - 10}>
        <span className={css.area}>{area ? text(area.name) : block.area}</span>
      </DisplayBox>
      {block.places.map((place) => {
        const sensor = sensorOf.get(place.id);
        return sensor && <SensorCell key={place.id} sensor={sensor} place={place} />;
      })}
    </>
  );
}
