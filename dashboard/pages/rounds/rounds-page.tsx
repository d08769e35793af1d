import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { UnsentDeeds } from '../../panels/unsent-deeds/unsent-deeds.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FigureSection } from './figure-section.tsx';
import { FindingSection } from './finding-section.tsx';
import { OpenRounds } from './open-rounds.tsx';
import { PastRounds } from './past-rounds.tsx';
import { ROUND_VIEWS, type RoundView } from './round-views.ts';
import css from './rounds.module.css';

const route = getRouteApi('/rounds');

const BODY: Readonly<Record<RoundView, () => ReactElement>> = {
  now: OpenRounds,
  past: PastRounds,
  findings: FindingSection,
  figures: FigureSection,
};

/** Which rounds are to be walked now, what became of the last ones, what was found, and what nobody has visited. */
export function RoundsPage(): ReactElement {
  const { view } = route.useSearch();
  const navigate = useNavigate();
  const { t } = useWords();
  const Body = BODY[view];
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('rounds.title')}</h1>
        <Link to="/places" className={css.noPrint}>
          {t('rounds.codes')}
        </Link>
      </header>
      <div className={css.noPrint}>
        <Tabs
          label={t('rounds.views')}
          tabs={ROUND_VIEWS.map((id) => ({ id, label: t(`rounds.view.${id}`) }))}
          chosen={view}
          onChoose={(chosen) => void navigate({ to: '/rounds', search: { view: chosen } })}
        />
      </div>
      <UnsentDeeds />
      <Body />
    </div>
  );
}
