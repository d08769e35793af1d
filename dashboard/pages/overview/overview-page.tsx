import type { ReactElement } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { SYSTEMS } from '../../data/plant.ts';
import { useWords } from '../../i18n/use-words.ts';
import { DutyTile } from './duty-tile.tsx';
import { EnergyTile } from './energy-tile.tsx';
import css from './overview-page.module.css';
import { SystemTile } from './system-tile.tsx';
import { VerdictLine } from './verdict-line.tsx';

/** Level 1: all right? if not, where first? The answer in one line, then eight tiles in fixed places. */
export function OverviewPage(): ReactElement {
  const { site } = usePlant();
  const { t, text } = useWords();
  const mayEnergy = useMay('energy:read');
  return (
    <div className={css.page}>
      <h1 className={css.site}>
        {text(site.name)} <span className="quiet">{t('overview.title')}</span>
      </h1>
      <VerdictLine />
      <div className={css.tiles}>
        {SYSTEMS.map((system) => (
          <SystemTile key={system} system={system} />
        ))}
        {mayEnergy && <EnergyTile />}
        <DutyTile />
      </div>
    </div>
  );
}
