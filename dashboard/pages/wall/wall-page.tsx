import { getRouteApi } from '@tanstack/react-router';
import { type CSSProperties, type ReactElement, useEffect, useState } from 'react';
import { useNow, usePlant } from '../../data/hooks/use-site.ts';
import { SYSTEMS } from '../../data/plant.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useShiftReload } from './use-shift-reload.ts';
import { WallAlarms } from './wall-alarms.tsx';
import { DutyTile } from './wall-duty.tsx';
import { WallHead } from './wall-head.tsx';
import css from './wall-page.module.css';
import { EnergyTile, SystemTile } from './wall-tiles.tsx';
import { pictureShift, type WallSetup, wallType } from './wall-type.ts';

const route = getRouteApi('/wall');

/** From four metres: all right? Eight tiles in the places of level 1, five alarms, a clock whose seconds prove life. Nothing to press. */
export function WallPage(): ReactElement {
  const setup = route.useSearch();
  const { site } = usePlant();
  const { t, text } = useWords();
  const body = useBodySize(setup);
  useShiftReload();
  const style = { '--body': `${body}px` } as CSSProperties;
  return (
    <main id="content" className={css.wall} style={style}>
      <Shifted>
        <h1 className="visually-hidden">
          {text(site.name)} {t('wall.title')}
        </h1>
        <WallHead />
        {site.simulated && <p className={css.simulated}>SIMULATED 仿真</p>}
        <div className={css.tiles}>
          {SYSTEMS.map((system) => (
            <SystemTile key={system} system={system} />
          ))}
          <EnergyTile />
          <DutyTile />
        </div>
        <WallAlarms />
      </Shifted>
    </main>
  );
}

function Shifted({ children }: { readonly children: ReactElement | readonly (ReactElement | false)[] }): ReactElement {
  const [x, y] = pictureShift(useNow());
  return (
    <div className={css.picture} style={{ transform: `translate(${x}px, ${y}px)` }} data-shift={`${x} ${y}`}>
      {children}
    </div>
  );
}

function useBodySize(setup: WallSetup): number {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const onResize = (): void => setSize({ width: window.innerWidth, height: window.innerHeight });
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  return Math.floor(wallType(setup, size.width, size.height).body);
}
