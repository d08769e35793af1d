import type { ReactElement } from 'react';
import type { WireCard } from '../../data/register-api.ts';
import { useWords } from '../../i18n/use-words.ts';

/** What ends soon or has ended; what is over is said in bold words. */
export function DueList({ due }: { readonly due: WireCard['due'] }): ReactElement | null {
  const { t } = useWords();
  if (due.length === 0) return null;
  return (
    <ul>
      {due.map(({ what, on, isOver }) => (
        <li key={what}>
          {isOver ? <strong>! {t(`register.overWhat.${what}`, { on })}</strong> : t(`register.dueWhat.${what}`, { on })}
        </li>
      ))}
    </ul>
  );
}
