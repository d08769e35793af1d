import type { ReactElement } from 'react';
import type { Energised } from '../../../gateway/domain/topology.ts';
import { useWords } from '../../i18n/use-words.ts';
import kit from '../display/display.module.css';
import { BreakerMark } from '../display/electric-symbols.tsx';
import { Line } from '../display/lines.tsx';
import { energisedWord } from './energised-word.ts';
import css from './power.module.css';

const LINES: readonly Energised[] = ['live', 'generator', 'dead', 'unknown'];
const BREAKERS = ['closed', 'open', 'tripped', 'unknown'] as const;

/** What the forms and colours of the diagram mean under the setting of this site. */
export function PowerLegend(): ReactElement {
  const { t } = useWords();
  return (
    <ul className={`${css.legend} ${kit.beside}`} aria-label={t('legend.title')}>
      {BREAKERS.map((state) => (
        <li key={state}>
          <svg width="24" height="24" viewBox="-12 -12 24 24" className={kit.signs} aria-hidden="true">
            <BreakerMark x={0} y={0} state={state} />
          </svg>
          {t(`state.${state}`)}
        </li>
      ))}
      {LINES.map((state) => (
        <li key={state}>
          <svg width="40" height="12" viewBox="0 0 40 12" className={kit.signs} aria-hidden="true">
            <Line d="M2 6H38" state={state} />
          </svg>
          {energisedWord(state, t)}
        </li>
      ))}
    </ul>
  );
}
