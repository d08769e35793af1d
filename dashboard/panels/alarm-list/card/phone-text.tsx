import type { ReactElement } from 'react';
import { splitPhones } from './split-phones.ts';

/** A text whose telephone numbers can be pressed. */
export function PhoneText({ children }: { readonly children: string }): ReactElement {
  let at = 0;
  return (
    <>
      {splitPhones(children).map(({ text, number }) => {
        const key = at;
        at += text.length;
        if (number === undefined) return <span key={key}>{text}</span>;
        return (
          <a key={key} href={`tel:${number}`}>
            {text}
          </a>
        );
      })}
    </>
  );
}
