import type { ReactElement } from 'react';
import css from './breaker-symbol.module.css';

export type BreakerState = 'closed' | 'open' | 'tripped' | 'unknown';

/**
 * A breaker in its line: solid square and unbroken line when closed, hollow and broken when open, slashed when tripped,
 * `?` when unknown. Colour follows the site's setting; the form is the same under both.
 */
export function BreakerSymbol({ state, word }: { readonly state: BreakerState; readonly word: string }): ReactElement {
  const closed = state === 'closed';
  return (
    <span className={css.breaker} data-state={state}>
      <svg width="56" height="24" viewBox="0 0 56 24" aria-hidden="true">
        <path d={closed ? 'M0 12h56' : 'M0 12h16M40 12h16'} className={css.line} />
        <rect x="19" y="3" width="18" height="18" className={css.square} />
        {state === 'tripped' && <path d="M15 23L41 1" className={css.slash} />}
        {state === 'unknown' && (
          <text x="28" y="17" textAnchor="middle" className={css.mark}>
            ?
          </text>
        )}
      </svg>
      {word}
    </span>
  );
}
