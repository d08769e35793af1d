import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import kit from '../display/display.module.css';
import { type EngineState, GeneratorMark } from '../display/electric-symbols.tsx';
import { useEngine } from '../display/use-engine.ts';
import { EquipmentTile } from '../live/equipment-tile.tsx';
import { LiveText } from '../live/live-text.tsx';
import css from './gensets.module.css';
import { type Check, type ReadinessItem, readinessOf } from './readiness.ts';
import { useReadiness } from './use-readiness.ts';

const MARKS: Readonly<Record<Check, string>> = { pass: '✓', fail: '✗', unknown: '?' };
const WORDS = { pass: 'gensets.pass', fail: 'gensets.fail', unknown: 'gensets.unread' } as const;

/** Whether this set would start now, item by item; electrical values once it runs. */
export function GensetTile({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const { t } = useWords();
  const { pointByTag } = usePlant();
  const items = useReadiness(equipment.id);
  const engine = useEngine(equipment.id);
  const verdict = engine === 'running' ? 'running' : readinessOf(items);
  const judged = new Set(items.map(({ tag }) => tag));
  const names = engine === 'stopped' ? equipment.keyPoints : [...ELECTRICAL, ...equipment.keyPoints];
  const points = [...new Set(names)].filter(
    (name) => pointByTag.has(`${equipment.id}.${name}`) && !judged.has(`${equipment.id}.${name}`),
  );
  return (
    <EquipmentTile
      equipment={equipment}
      points={points}
      status={<Verdict engine={engine} word={t(`gensets.${verdict}`)} />}
    >
      <ul className={css.items} aria-label={t('gensets.readiness')}>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      <Supplied id={equipment.id} />
    </EquipmentTile>
  );
}

const ELECTRICAL = ['p_total', 'v_ab', 'i_a', 'freq', 'oil_p'] as const;

function Verdict({ engine, word }: { readonly engine: EngineState; readonly word: string }): ReactElement {
  return (
    <strong className={css.verdict}>
      <svg width="40" height="40" viewBox="-20 -20 40 40" className={kit.signs} aria-hidden="true">
        <GeneratorMark x={0} y={0} state={engine} />
      </svg>
      <span>{word}</span>
    </strong>
  );
}

/** One line of the list: mark, what is asked for, and the value that answers it. */
function Item({ item }: { readonly item: ReadinessItem }): ReactElement {
  const { t } = useWords();
  return (
    <li data-check={item.check}>
      <span className={css.mark} aria-hidden="true">
        {MARKS[item.check]}
      </span>
      <span className={css.asked}>
        {t(`gensets.${item.id}`)}
        <span className="visually-hidden">: {t(WORDS[item.check])}</span>
      </span>
      {item.tag ? (
        <LiveText tag={item.tag} />
      ) : (
        item.check === 'unknown' && <span className="quiet">{t(WORDS.unknown)}</span>
      )}
    </li>
  );
}

/** What it can feed, by the site file. */
function Supplied({ id }: { readonly id: string }): ReactElement | null {
  const { equipment } = usePlant();
  const { t, text } = useWords();
  const fed = equipment.filter(({ poweredBy }) => poweredBy.includes(id));
  if (fed.length === 0) return null;
  return (
    <p className="label">
      {t('gensets.supplies')}: {fed.map(({ name }) => text(name)).join(' · ')}
    </p>
  );
}
