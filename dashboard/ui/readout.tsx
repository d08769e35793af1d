import type { ReactElement, ReactNode } from 'react';
import type { Standing } from '../format/standing.ts';
import css from './readout.module.css';

export interface ReadoutProps {
  readonly label: string;
  /** Already written with its decimals; `—` where there is none. */
  readonly value: string;
  readonly unit: string;
  readonly standing: Standing;
  /** Tag of a value that is not good: `STALE`, with its age or reason behind it. */
  readonly tag?: string | undefined;
  readonly tagDetail?: string | undefined;
  /** Age of a good value, once it matters. */
  readonly age?: string | undefined;
  readonly band?: ReactNode;
  readonly badge?: ReactNode;
  /** "name, value, unit, quality, age". */
  readonly name: string;
  readonly size?: 'row' | 'key';
  /** Words, not a number: they may take several lines. */
  readonly isText?: boolean;
}

/** One value in its context: label · value · unit · tag · age, with its band below. */
export function Readout(props: ReadoutProps): ReactElement {
  const { label, value, unit, standing, tag, tagDetail, age, band, badge, name, size = 'row', isText = false } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: one value with its parts is a group, not a set of form fields
    <div className={css.readout} data-size={size} data-text={isText} role="group" aria-label={name}>
      <span className={css.label} title={label}>
        {badge}
        {label}
      </span>
      <span className={css.figure} data-standing={standing}>
        <span className={css.value}>
          {standing === 'uncertain' && '~'}
          {value}
        </span>
        {unit !== '' && <span className={css.unit}>{unit}</span>}
      </span>
      {(tag || age) && (
        <span className={css.notes}>
          {tag && (
            <span className={css.tag} data-standing={standing}>
              {tag}
            </span>
          )}
          {tagDetail && <span className={css.age}>{tagDetail}</span>}
          {age && <span className={css.age}>{age}</span>}
        </span>
      )}
      {band && <span className={css.band}>{band}</span>}
    </div>
  );
}
