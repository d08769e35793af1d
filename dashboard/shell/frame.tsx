import { Outlet } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { useServices } from '../data/hooks/services-context.ts';
import { useCell } from '../data/hooks/use-cell.ts';
import { useLink, usePlant } from '../data/hooks/use-site.ts';
import { useWords } from '../i18n/use-words.ts';
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';
import { Loading } from '../ui/notice.tsx';
import { Announcers } from './announcers.tsx';
import { Banner } from './banner.tsx';
import css from './frame.module.css';
import { Navigation, TabBar } from './navigation.tsx';
import { useShortcuts } from './use-shortcuts.tsx';

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
      return <SignInPage ended={state.ended} />;
    case 'signed-in':
      return site ? <SignedIn /> : <Loading label={t('signIn.loading')} />;
  }
}

function SignedIn(): ReactElement {
  const { site } = usePlant();
  const lost = useLink().state === 'lost';
  const { t, text } = useWords();
  const legend = useShortcuts();
  useEffect(() => {
    document.documentElement.dataset.states = site.display.states;
    document.title = `${text(site.name)} · ${t('product')}`;
  }, [site, t, text]);
  return (
    <div className={css.frame} data-lost={lost}>
      <a href="#content" className={css.skip}>
        {t('nav.skip')}
      </a>
      <Banner />
      {site.simulated && (
        <aside className={css.simulated} aria-label="SIMULATED 仿真">
          SIMULATED 仿真
        </aside>
      )}
      <div className={css.body}>
        <Navigation />
        <main id="content" className={css.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <TabBar />
      <Announcers />
      {legend}
    </div>
  );
}
