import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { useServices } from '../data/hooks/services-context.ts';
import { useCell } from '../data/hooks/use-cell.ts';
import { useLink, usePlant } from '../data/hooks/use-site.ts';
import { useWords } from '../i18n/use-words.ts';
import { Loading } from '../ui/notice.tsx';
import { Announcers } from './announcers.tsx';
import { Banner } from './banner.tsx';
import css from './frame.module.css';
import { Navigation, TabBar } from './navigation.tsx';
import { OfflineStrip } from './offline-strip.tsx';
import { WALL_PATH } from './search.ts';
import { useShortcuts } from './use-shortcuts.tsx';

const SignInPage = lazy(async () => ({ default: (await import('../pages/sign-in/sign-in-page.tsx')).SignInPage }));

/** Lets nobody past who is not signed in; then banner, navigation and page. */
export function Frame(): ReactElement {
  const state = useCell(useServices().session);
  const site = useCell(useServices().site);
  const { t } = useWords();
  switch (state.state) {
    case 'checking':
      return (
        <main className={css.waiting}>
          <Loading label={t('signIn.loading')} />
        </main>
      );
    case 'unreachable':
      return (
        <main className={css.waiting} role="alert">
          <h1>{t('product')}</h1>
          <p>{t('signIn.unreachable')}</p>
          <p className="mono">{t('error.code', { code: state.code })}</p>
        </main>
      );
    case 'signed-out':
      return (
        <Suspense fallback={<Loading label={t('signIn.loading')} />}>
          <SignInPage ended={state.ended} />
        </Suspense>
      );
    case 'signed-in':
      return site ? <SignedIn /> : <Loading label={t('signIn.loading')} />;
  }
}

function SignedIn(): ReactElement {
  const { site } = usePlant();
  const lost = useLink().state === 'lost';
  const { t, text } = useWords();
  const overlay = useShortcuts();
  const isWall = useRouterState({ select: ({ location }) => location.pathname === WALL_PATH });
  useEffect(() => {
    document.documentElement.dataset.states = site.display.states;
    document.title = `${text(site.name)} · ${t('product')}`;
  }, [site, t, text]);
  if (isWall) return <Outlet />;
  return (
    <div className={css.frame} data-lost={lost}>
      <a href="#content" className={css.skip}>
        {t('nav.skip')}
      </a>
      <Banner />
      <div className={css.strips}>
        {site.simulated && (
          <aside className={css.simulated} aria-label="SIMULATED 仿真">
            SIMULATED 仿真
          </aside>
        )}
        {lost && <OfflineStrip />}
      </div>
      <div className={css.body}>
        <Navigation />
        <main id="content" className={css.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <TabBar />
      <Announcers />
      {overlay}
    </div>
  );
}
