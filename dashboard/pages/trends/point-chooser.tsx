import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PEN_LETTERS } from '../../theme/tokens.ts';
import { Section } from '../../ui/section.tsx';
import { matchPoints } from './match-points.ts';
import css from './trends-page.module.css';

export interface PointChooserProps {
  readonly chosen: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

const MOST_SHOWN = 40;

/** Chooses up to eight points by name, machine or tag; chosen ones stand on top with their letter. */
export function PointChooser({ chosen, onChange }: PointChooserProps): ReactElement {
  const plant = usePlant();
  const [query, setQuery] = useState('');
  const { t, text } = useWords();
  const known = chosen.filter((tag) => plant.pointByTag.has(tag));
  const full = chosen.length >= PEN_LETTERS.length;
  const nameOf = (point: PointState): string => {
    const equipment = plant.equipmentById.get(point.equipment);
    return `${equipment ? text(equipment.name) : point.equipment} ${text(point.title)}`;
  };
  const found = matchPoints(plant.points, query, nameOf).filter(
    (point) => point.kind !== 'text' && !chosen.includes(point.tag),
  );
  return (
    <Section title={t('trend.choose')} className={css.chooser}>
      <ul>
        {chosen.map((tag) => {
          const point = plant.pointByTag.get(tag);
          // A point that is gone has no line, and so no letter.
          const i = known.indexOf(tag);
          const name = point ? nameOf(point) : tag;
          return (
            <li key={tag} className={css.chosen}>
              <span className={css.letter} style={{ borderColor: i < 0 ? 'transparent' : `var(--pen-${i})` }}>
                {PEN_LETTERS[i] ?? '–'}
              </span>
              <span className={css.name}>{name}</span>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('trend.remove', { name })}
                onClick={() => onChange(chosen.filter((other) => other !== tag))}
              >
                ✕
              </Button>
            </li>
          );
        })}
      </ul>
      {full ? (
        <p>{t('trend.full')}</p>
      ) : (
        <TextInput
          type="search"
          aria-label={t('trend.find')}
          placeholder={t('trend.find')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      {!full && (
        <ul className={css.found}>
          {found.slice(0, MOST_SHOWN).map((point) => (
            <li key={point.tag}>
              <button type="button" className={css.add} onClick={() => onChange([...chosen, point.tag])}>
                <span>{nameOf(point)}</span>
                <span className="mono">{point.tag}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="quiet">{t('trend.noMatch')}</li>}
          {found.length > MOST_SHOWN && (
            <li className="quiet">{t('trend.more', { count: found.length - MOST_SHOWN })}</li>
          )}
        </ul>
      )}
    </Section>
  );
}
