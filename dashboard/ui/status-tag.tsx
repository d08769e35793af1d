import type { ReactElement } from 'react';
import css from './status-tag.module.css';

/** How a machine stands; drawn the same under every site setting. */
export type RunState = 'running' | 'stopped' | 'fault' | 'unknown' | 'under-repair';

/** Symbol and word of a running state: bright when running, dark when stopped, dotted with `?` when unknown, dashed and hatched under repair. */
export function StatusTag({ state, word }: { readonly state: RunState; readonly word: string }): ReactElement {
  return (
    <span className={css.tag}>
      <span className={css.symbol} data-state={state} aria-hidden="true">
        {state === 'unknown' ? '?' : state === 'fault' ? '!' : ''}
      </span>
      {word}
    </span>
  );
}
