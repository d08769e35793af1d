import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EquipmentTile } from '../live/equipment-tile.tsx';
import grid from '../live/tile-grid.module.css';
import { TileGroup } from '../live/tile-group.tsx';
import { BreakerTile } from './breaker-tile.tsx';
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
  const voltage = usePresentValue(`${source.id}.v_ab`);
  const position = usePresentValue(`${source.id}.position`);
  const { t } = useWords();
  return (
    <section className={css.bus}>
      <EquipmentTile equipment={source} />
      <BusLine
        live={source.class === 'ats' ? position : voltage}
        generator={source.class === 'ats' && position === 2}
      />
      <ul className={css.feeders} aria-label={t('power.feeders')}>
        {fed.map((one) => (
          <FeederRow key={one.id} equipment={one} />
        ))}
      </ul>
    </section>
  );
}

/** Solid when energised, dashed when dead, dotted when unknown, double on generator. */
function BusLine({ live, generator }: { readonly live: number | null; readonly generator: boolean }): ReactElement {
  const { t } = useWords();
  const state = live === null ? 'unknown' : live > 0 ? 'live' : 'dead';
  return (
    <div className={css.line} data-state={state} data-generator={generator}>
      <span>{generator ? t('overview.onGenerator') : t(`state.${state}`)}</span>
    </div>
  );
}
