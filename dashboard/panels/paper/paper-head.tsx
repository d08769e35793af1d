import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useSession } from '../../data/hooks/use-session.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './paper.module.css';

export interface PaperHeadProps {
  readonly title: string;
  /** What it is called where it is printed. */
  readonly paper: string;
  readonly id: number;
  readonly aside?: ReactNode;
}

/** The head of one paper: on the screen with a button that prints it, on paper with site, number and who printed it when. */
export function PaperHead({ title, paper, id, aside }: PaperHeadProps): ReactElement {
  const { site } = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const me = useSession()?.user.displayName ?? '';
  const { t, text } = useWords();
  const printed = `${time.date(now)} ${time.minute(now)}`;
  return (
    <>
      <p className={css.paperHead}>
        <span>
          {text(site.name)} · {paper}
        </span>
        <span>
          {t('paper.number', { id })} · {t('paper.printed', { at: printed })} · {me}
        </span>
      </p>
      <header className={css.head}>
        <h1>{title}</h1>
        {aside}
        <span className={css.deeds}>
          <Button variant="default" size="sm" onClick={() => window.print()}>
            {t('paper.print')}
          </Button>
        </span>
      </header>
    </>
  );
}

/** Where people sign on paper. */
export function SignatureBoxes({ names }: { readonly names: readonly string[] }): ReactElement {
  return (
    <p className={css.boxes}>
      {names.map((name) => (
        <span key={name}>{name}</span>
      ))}
    </p>
  );
}
