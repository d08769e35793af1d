import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './devices-page.module.css';

type LinkState = WireConnection['state'] | WireConnection['devices'][number]['state'];

const MARKS: Readonly<Record<LinkState, string>> = { online: '●', suspect: '◐', connecting: '◌', offline: '○' };

/** State of a connection or device: shape and word. */
export function LinkMark({ state }: { readonly state: LinkState }): ReactElement {
  const { t } = useWords();
  return (
    <span className={css.mark} data-state={state}>
      <span aria-hidden="true">{MARKS[state]}</span> {t(`devices.${state}`)}
    </span>
  );
}
