import type { ReactElement } from 'react';

const HAN = /\p{Script=Han}/u;

/** A person's name, which is the same in every language; its script says how it is to be read aloud. */
export function PersonName({ children }: { readonly children: string }): ReactElement {
  return <span lang={HAN.test(children) ? 'zh-Hans' : 'en'}>{children}</span>;
}
