import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmMark } from '../display/alarm-mark.tsx';
import cells from '../display/cells.module.css';
import { DisplayBox } from '../display/display-box.tsx';
import { DisplayValue } from '../display/display-value.tsx';
import { PlateItem } from '../display/machine-cell.tsx';
import type { Place } from '../display/next-along.ts';
import type { LoadStanding } from './steady-load.ts';

export interface MeterCellProps {
  readonly meter: EquipmentState;
  readonly place: Place;
  /** Whether the efficiency can be compared. */
  readonly standing: LoadStanding;
}

/** What the building takes: cooling power, flow, and what it costs in electricity where that can be compared. */
export function MeterCell({ meter, place, standing }: MeterCellProps): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const { x, y, width, height } = place;
  const points = plant.pointsOf(meter.id);
  const efficiency = points.find(({ unit }) => unit === 'kW/RT');
  const tag = (name: string): string => `${meter.id}.${name}`;
  return (
    <PlateItem equipment={meter} place={place}>
      <rect x={x} y={y} width={width} height={height} rx={4} className={cells.plate} />
      <DisplayBox x={x + 10} y={y + 8} width={width - 20} height={height - 12}>
        <div className={cells.head}>
          <p className={cells.name}>{text(meter.name)}</p>
          <AlarmMark equipment={meter.id} />
        </div>
        <div className={cells.row}>
          <span>{t('chillers.load')}</span>
          <Tons tag={tag('power')} />
        </div>
        <div className={cells.row}>
          <span />
          <DisplayValue tag={tag('power')} />
        </div>
        <div className={cells.row}>
          <span>{t('chillers.flow')}</span>
          <DisplayValue tag={tag('flow')} />
        </div>
        {efficiency && <Efficiency tag={efficiency.tag} standing={standing} />}
      </DisplayBox>
    </PlateItem>
  );
}

/** kW of cooling in a refrigeration ton. */
const KW_PER_TON = 3.517;

/** Cooling power in refrigeration tons; as good as the reading it is worked out from, whose quality stands beside it. */
function Tons({ tag }: { readonly tag: string }): ReactElement | null {
  const reading = useReading(tag);
  const point = usePlant().pointByTag.get(tag);
  if (point?.unit !== 'kW' || !reading || reading.value === null) return null;
  const isFresh = reading.standing === 'good' || reading.standing === 'uncertain';
  return <span>{formatQuantity(isFresh ? reading.value / KW_PER_TON : null, 0, 'RT')}</span>;
}

/** kW per ton; of a plant at standstill, part load or start it would only mislead, so its reason stands there instead. */
function Efficiency({ tag, standing }: { readonly tag: string; readonly standing: LoadStanding }): ReactElement {
  const { t } = useWords();
  return (
    <div className={standing === 'steady' ? cells.row : undefined}>
      {standing === 'steady' ? (
        <>
          <span>{t('chillers.efficiency')}</span>
          <DisplayValue tag={tag} />
        </>
      ) : (
        <span title={t(`chillers.because.${standing}`)}>
          {t('chillers.notComparable', { because: t(`chillers.because.${standing}`) })}
        </span>
      )}
    </div>
  );
}
