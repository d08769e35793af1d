import type { ReactElement } from 'react';
import css from './tabs.module.css';

export interface TabsProps<Id extends string> {
  readonly label: string;
  /** `lang` where a label is in another language than the page. */
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly lang?: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** A choice among few views of one page. Buttons with a pressed state: what they show is the page itself. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose }: TabsProps<Id>): ReactElement {
  return (
    <fieldset className={css.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          lang={tab.lang}
          className={css.tab}
          aria-pressed={tab.id === chosen}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </fieldset>
  );
}
