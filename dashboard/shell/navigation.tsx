import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isUnacknowledged } from '../data/alarm-store.ts';
import { useAlarms } from '../data/hooks/use-alarms.ts';
import { SYSTEMS } from '../data/plant.ts';
import { useWords } from '../i18n/use-words.ts';
import type { PageGroup } from '../panels/page-list/page-groups.tsx';
import { PageList } from '../panels/page-list/page-list.tsx';
import { PriorityBadge } from '../ui/priority-badge.tsx';
import css from './navigation.module.css';

/** Pages of the desk, always in the same places, in groups that fold; a system carries its worst badge, a folded group that of all of them. */
export function Navigation(): ReactElement {
  const { t } = useWords();
  return (
    <nav className={css.navigation} aria-label={t('nav.label')}>
      <Link to="/" activeOptions={{ exact: true }} className={css.item}>
        {t('nav.overview')}
      </Link>
      <PageList markOf={markOf} markOfGroup={markOfGroup} />
    </nav>
  );
}

const systemAt = (path: string) => SYSTEMS.find((system) => path === `/systems/${system}`);

function markOf(path: string): ReactElement | null {
  const system = systemAt(path);
  return system === undefined ? null : <Worst systems={[system]} />;
}

function markOfGroup({ pages }: PageGroup): ReactElement {
  return <Worst systems={pages.flatMap(({ path }) => systemAt(path) ?? [])} />;
}

/** The badge of the worst alarm of these systems; nothing when all is well. */
function Worst({ systems }: { readonly systems: readonly string[] }): ReactElement | null {
  const { t } = useWords();
  const worst = useAlarms().find(({ system }) => systems.includes(system));
  return worst ? <PriorityBadge priority={worst.priority} size={18} label={t(`priority.${worst.priority}`)} /> : null;
}

/** The four places of a phone, under the thumb. */
export function TabBar(): ReactElement {
  const { t } = useWords();
  const waiting = useAlarms().filter(isUnacknowledged).length;
  return (
    <nav className={css.tabs} aria-label={t('nav.label')}>
      <Link to="/mine" className={css.tab}>
        {t('nav.mine')}
      </Link>
      <Link to="/alarms" search={{ view: 'active' }} className={css.tab} activeOptions={{ includeSearch: false }}>
        {t('nav.alarms')}
        {waiting > 0 && <span className={css.count}>{waiting}</span>}
      </Link>
      <Link to="/" activeOptions={{ exact: true }} className={css.tab}>
        {t('nav.plant')}
      </Link>
      <Link to="/me" className={css.tab}>
        {t('nav.me')}
      </Link>
    </nav>
  );
}
