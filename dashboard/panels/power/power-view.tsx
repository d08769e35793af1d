import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EquipmentTile } from '../live/equipment-tile.tsx';
import grid from '../live/tile-grid.module.css';
import { TileGroup } from '../live/tile-group.tsx';
import { BreakerTile } from './breaker-tile.tsx';
import { type BusState, busOfTransfer, busOfVoltage } from './bus-state.ts';
import { FeederRow } from './feeder-row.tsx';
import { type FedGroup, planPower } from './feeding.ts';
import css from './power.module.css';

/** Which bus lives, who feeds whom, how loaded: sources on top, then each bus with its feeders in fixed places. */
export function PowerView({ equipment }: { readonly equipment: readonly EquipmentState[] }): ReactElement {
  const { t } = useWords();
  const plan = planPower(equipment);
  return (
    <div className={grid.stack}>
      <section>
        <header className={css.head}>
          <h2>{t('power.sources')}</h2>
          <span className="quiet">{t('power.legend')}</span>
        </header>
        <div className={grid.grid}>
          {plan.breakers.map((one) => (
            <BreakerTile key={one.id} equipment={one} />
          ))}
        </div>
      </section>
      <div className={css.buses}>
        {plan.groups.map((group) => (
          <Bus key={group.source.id} group={group} />
        ))}
      </div>
      <TileGroup title={t('power.other')} equipment={[...plan.transformers, ...plan.others]} />
    </div>
  );
}

function Bus({ group }: { readonly group: FedGroup }): ReactElement {
  const { source, fed } = group;
  const { t } = useWords();
  return (
    <section className={css.bus}>
      <EquipmentTile equipment={source} />
      {source.class === 'ats' ? <TransferLine id={source.id} /> : <MeterLine id={source.id} />}
      <ul className={css.feeders} aria-label={t('power.feeders')}>
        {fed.map((one) => (
          <FeederRow key={one.id} equipment={one} />
        ))}
      </ul>
    </section>
  );
}

function MeterLine({ id }: { readonly id: string }): ReactElement {
  return <BusLine state={busOfVoltage(usePresentValue(`${id}.v_ab`))} />;
}

function TransferLine({ id }: { readonly id: string }): ReactElement {
  const position = usePresentValue(`${id}.position`);
  const normal = usePresentValue(`${id}.line1`);
  const emergency = usePresentValue(`${id}.line2`);
  return <BusLine state={busOfTransfer(position, normal, emergency)} />;
}

/** Solid when energised, dashed when dead, dotted when unknown, double on generator. */
function BusLine({ state }: { readonly state: BusState }): ReactElement {
  const { t } = useWords();
  return (
    <div className={css.line} data-state={state}>
      <span>{state === 'generator' ? t('overview.onGenerator') : t(`state.${state}`)}</span>
    </div>
  );
}
