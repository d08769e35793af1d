import { memo } from 'react';
import { usePointText } from '../../data/hooks/use-point-text.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { describeReading } from '../live/describe-reading.ts';
import css from './display.module.css';

export interface DisplayValueProps {
  readonly tag: string;
  /** Stands before the value where several stand in one place. */
  readonly label?: string;
}

/**
 * One live point on a drawing: value, unit and the tag of what is not good. A stale one says its age, with the word where there is room; a
 * reason stands in its name and on the faceplate.
 */
export const DisplayValue = memo(function DisplayValue({ tag, label }: DisplayValueProps) {
  const point = usePlant().pointByTag.get(tag);
  const reading = useReading(tag);
  const text = usePointText(point);
  const words = useWords();
  if (!point || !reading) return null;
  const said = describeReading(point, reading, words, text);
  return (
    // biome-ignore lint/a11y/useSemanticElements: one value with its parts is a group, not a set of form fields
    <span className={css.value} role="group" aria-label={said.name} title={said.name} data-standing={reading.standing}>
      {label !== undefined && <span className={css.label}>{label}</span>}
      <span className={css.figure}>
        {reading.standing === 'uncertain' && '~'}
        {said.value}
      </span>
      {said.unit !== '' && <span className={css.unit}>{said.unit}</span>}
      {said.tag && (
        <span className={css.tag}>
          <span>{said.tag}</span>
          {reading.standing === 'stale' && <span>{said.tagDetail}</span>}
        </span>
      )}
    </span>
  );
});
