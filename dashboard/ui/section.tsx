import type { ReactElement, ReactNode } from 'react';
import css from './section.module.css';

export interface SectionProps {
  readonly title: ReactNode;
  /** Beside the title, to the right. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A titled part of a page. */
export function Section({ title, aside, children, className }: SectionProps): ReactElement {
  return (
    <section className={`${css.section} ${className ?? ''}`}>
      <header className={css.head}>
        {typeof title === 'string' ? <h2>{title}</h2> : title}
        {aside && <div className={css.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
