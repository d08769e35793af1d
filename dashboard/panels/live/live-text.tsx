import { memo } from 'react';
import { usePointText } from '../../data/hooks/use-point-text.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { describeReading } from './describe-reading.ts';
import css from './live-text.module.css';

/** One point inside a line of text or a cell: value, unit and, where it is not good, its tag. */
export const LiveText = memo(function LiveText({ tag }: { readonly tag: string }) {
  const point = usePlant().pointByTag.get(tag);
  const reading = useReading(tag);
  const text = usePointText(point);
  const words = useWords();
  if (!point || !reading) return null;
  const said = describeReading(point, reading, words, text);
  return (
    // biome-ignore lint/a11y/useSemanticElements: one value with its parts is a group, not a set of form fields
    <span className={css.text} role="group" aria-label={said.name} data-standing={reading.standing}>
      <span className={css.value}>
        {reading.standing === 'uncertain' && '~'}
        {said.value}
      </span>
      {said.unit !== '' && <span className={css.unit}>{said.unit}</span>}
      {said.tag && (
        <span className={css.tag}>
          {said.tag}
          {said.tagDetail ? ` ${said.tagDetail}` : ''}
        </span>
      )}
    </span>
  );
});
