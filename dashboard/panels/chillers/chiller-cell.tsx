import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import { AlarmMark } from '../display/alarm-mark.tsx';
import cells from '../display/cells.module.css';
import { DisplayBox } from '../display/display-box.tsx';
import { DisplayValue } from '../display/display-value.tsx';
import { PlateItem } from '../display/machine-cell.tsx';
import type { Place } from '../display/next-along.ts';
import { useRunState } from '../display/use-run-state.ts';
import { ChillerMark } from '../display/water-symbols.tsx';
import { loadTag } from './use-plant-standing.ts';

interface Row {
  readonly label: WordKey;
  readonly names: readonly string[];
  /** Says nothing of a chiller at standstill. */
  readonly isOfRunning?: true;
}

/** In the order they are asked for: leaving before entering, evaporator before condenser. */
const ROWS: readonly Row[] = [
  { label: 'chillers.chilled', names: ['lchwt', 'echwt'] },
  { label: 'chillers.difference', names: ['chw_dt'] },
  { label: 'chillers.cooling', names: ['ecdwt', 'lcdwt'] },
  { label: 'chillers.approaches', names: ['evap_approach', 'cond_approach'], isOfRunning: true },
];
const MOST_ROWS = 4;

export interface ChillerCellProps {
  readonly chiller: EquipmentState;
  readonly place: Place;
}

/** One chiller: state and load, chilled and cooling water, approaches. A template without these shows its key points. */
export function ChillerCell({ chiller, place }: ChillerCellProps): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const state = useRunState(chiller);
  const load = loadTag(plant, chiller);
  const { x, y, width, height } = place;
  const word = state === 'under-repair' ? t('equipmentTag.under-repair') : t(`state.${state}`);
  return (
    <PlateItem equipment={chiller} place={place} state={state}>
      <rect x={x} y={y} width={width} height={height} rx={4} className={cells.plate} />
      <ChillerMark x={x + 42} y={y + 34} state={state} />
      <DisplayBox x={x + 84} y={y + 8} width={width - 92} height={54}>
        <div className={cells.head}>
          <p className={cells.name}>{text(chiller.name)}</p>
          <AlarmMark equipment={chiller.id} />
        </div>
        <p>
          <span className={cells.word}>{word}</span> {load && <DisplayValue tag={load} />}
        </p>
      </DisplayBox>
      <DisplayBox x={x + 10} y={y + 62} width={width - 20} height={height - 64}>
        <Rows chiller={chiller} isStopped={state === 'stopped'} />
      </DisplayBox>
    </PlateItem>
  );
}

interface RowsProps {
  readonly chiller: EquipmentState;
  readonly isStopped: boolean;
}

function Rows({ chiller, isStopped }: RowsProps): ReactElement {
  const { pointByTag } = usePlant();
  const { t, text } = useWords();
  const known = ROWS.filter(({ isOfRunning }) => !(isOfRunning && isStopped))
    .map(({ label, names }) => ({
      label: t(label),
      tags: names.map((name) => `${chiller.id}.${name}`).filter((tag) => pointByTag.has(tag)),
    }))
    .filter(({ tags }) => tags.length > 0);
  const own = chiller.keyPoints
    .map((name) => `${chiller.id}.${name}`)
    .map((tag) => ({ label: text(pointByTag.get(tag)?.title ?? { en: tag, zh: tag }), tags: [tag] }));
  return (
    <>
      {(known.length > 0 ? known : own).slice(0, MOST_ROWS).map(({ label, tags }) => (
        <div key={label} className={cells.row}>
          <span>{label}</span>
          {tags.map((tag) => (
            <DisplayValue key={tag} tag={tag} />
          ))}
        </div>
      ))}
    </>
  );
}
