import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import { useOrders } from '../../../data/hooks/queries.ts';
import { useMay } from '../../../data/hooks/use-session.ts';
import { usePlant } from '../../../data/hooks/use-site.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { LiveReadout } from '../../../panels/live/live-readout.tsx';
import { OrderRows } from '../../../panels/order-list/order-rows.tsx';
import { TrendView } from '../../../panels/trend/trend-view.tsx';
import { TREND_WINDOWS } from '../../../panels/trend/windows.ts';
import { SetButton } from '../../../panels/values/setting/set-button.tsx';
import css from './face-detail.module.css';
import { facePoints } from './face-points.ts';

const TREND_HEIGHT = 130;
const MOST_LINES = 2;

/** What a faceplate shows below the key values: further values of its class, the last hour, open orders, and what may be set. */
export function FaceDetail({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const points = usePlant().pointsOf(equipment.id);
  const { t } = useWords();
  const further = facePoints(
    equipment,
    points.map(({ name }) => name),
  );
  const numbers = points.filter(({ kind, name }) => kind === 'number' && equipment.keyPoints.includes(name));
  return (
    <>
      {further.length > 0 && <h3>{t('plate.further')}</h3>}
      {further.map((name) => (
        <LiveReadout key={name} tag={`${equipment.id}.${name}`} />
      ))}
      <Commands equipment={equipment} />
      {numbers.length > 0 && (
        <>
          <h3>{t('plate.trend')}</h3>
          <TrendView
            tags={numbers.slice(0, MOST_LINES).map(({ tag }) => tag)}
            windowMs={TREND_WINDOWS['1h']}
            height={TREND_HEIGHT}
          />
        </>
      )}
      <Orders equipment={equipment} />
      <p className="quiet">{t('plate.siblings')}</p>
    </>
  );
}

function Commands({ equipment }: { readonly equipment: EquipmentState }): ReactElement | null {
  const writable = usePlant()
    .pointsOf(equipment.id)
    .filter((point) => point.writable);
  const may = useMay('plant:write');
  const { t, text } = useWords();
  if (!may || writable.length === 0) return null;
  return (
    <>
      <h3>{t('plate.set')}</h3>
      {writable.map((point) => (
        <div key={point.tag} className={css.command}>
          <span>{text(point.title)}</span>
          <SetButton equipment={equipment} point={point} />
        </div>
      ))}
    </>
  );
}

function Orders({ equipment }: { readonly equipment: EquipmentState }): ReactElement | null {
  const orders = useOrders('open', equipment.id).data ?? [];
  const { t } = useWords();
  if (orders.length === 0) return null;
  return (
    <div className={css.orders}>
      <h3>{t('equipment.orders')}</h3>
      <OrderRows orders={orders} />
    </div>
  );
}
