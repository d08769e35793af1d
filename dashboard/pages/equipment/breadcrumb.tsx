import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './breadcrumb.module.css';

export interface BreadcrumbProps {
  /** Above what is shown; absent on the page of the system itself. */
  readonly system?: SystemId;
  /** The heading of the page. */
  readonly children: ReactNode;
}

/** Site › system › what is shown: one press leads up by one level. */
export function Breadcrumb({ system, children }: BreadcrumbProps): ReactElement {
  const { site } = usePlant();
  const { t, text } = useWords();
  return (
    <nav className={css.path} aria-label={t('plate.path')}>
      <Link to="/" className={css.step}>
        {text(site.name)}
      </Link>
      <span aria-hidden="true">›</span>
      {system && (
        <>
          <Link to="/systems/$system" params={{ system }} className={css.step}>
            {t(`system.${system}`)}
          </Link>
          <span aria-hidden="true">›</span>
        </>
      )}
      {children}
    </nav>
  );
}
