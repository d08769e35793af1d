import { useLocation } from '@tanstack/react-router';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { useSession } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { isOpenAtFirst, PAGE_GROUPS, type PageGroup, type PageTarget } from './page-groups.tsx';
import css from './page-list.module.css';

export interface PageListProps {
  /** On a phone all of them are folded: the list is looked at only to find what is rarely needed. */
  readonly isFolded?: boolean;
  /** What stands beside a page or the head of its group, such as the worst alarm of a system. */
  readonly markOf?: (path: string) => ReactNode;
  readonly markOfGroup?: (group: PageGroup) => ReactNode;
}

/** Every page in its group. Groups fold; those that the person's role uses most stand open. Arrows move, left folds, right unfolds. */
export function PageList({ isFolded = false, markOf, markOfGroup }: PageListProps): ReactElement {
  const session = useSession();
  const { pathname } = useLocation();
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only helps the links and summaries inside, which take the keys themselves
    <div className={css.groups} onKeyDown={moveByKey}>
      {PAGE_GROUPS.map((group) => {
        const pages = group.pages.filter(({ needs }) => !needs || session?.permissions.includes(needs));
        if (pages.length === 0) return null;
        const isOpen = !isFolded && isOpenAtFirst(group, session?.user.role, pathname);
        return (
          <details key={group.id} open={isOpen} className={css.group}>
            <summary className={css.head}>
              {t(`navGroup.${group.id}`)}
              <span className={css.mark}>{markOfGroup?.(group)}</span>
            </summary>
            {pages.map((page) => (
              <PageLink key={page.path} page={page} mark={markOf?.(page.path)} />
            ))}
          </details>
        );
      })}
    </div>
  );
}

function PageLink({ page, mark }: { readonly page: PageTarget; readonly mark: ReactNode }): ReactElement {
  const { t } = useWords();
  // The alarm list has a page behind it with an entry of its own.
  const activeOptions = { includeSearch: false, exact: page.path === '/alarms' } as const;
  const children = (
    <>
      {t(page.word)}
      {mark}
    </>
  );
  return page.link({ className: css.item, activeOptions, children });
}

const STOPS = 'summary, details[open] > a';

/** Up and down through what is in view; left folds the group, right unfolds it. */
function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  const { key, currentTarget, target } = event;
  if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const stops = [...currentTarget.querySelectorAll<HTMLElement>(STOPS)];
    const next = stops[stops.indexOf(target) + (key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    next.focus();
    event.preventDefault();
  }
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
  const group = target.closest('details');
  if (!group) return;
  group.open = key === 'ArrowRight';
  group.querySelector('summary')?.focus();
  event.preventDefault();
}
