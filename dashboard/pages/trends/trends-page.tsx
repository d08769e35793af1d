import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import { endOfDay } from '../../format/end-of-day.ts';
import { useWords } from '../../i18n/use-words.ts';
import { TrendView } from '../../panels/trend/trend-view.tsx';
import { isTrendWindow, TREND_WINDOWS, type TrendWindow } from '../../panels/trend/windows.ts';
import { PEN_LETTERS } from '../../theme/tokens.ts';
import { Notice } from '../../ui/notice.tsx';
import { PointChooser } from './point-chooser.tsx';
import css from './trends-page.module.css';

const route = getRouteApi('/trends');
const WINDOWS: TrendWindow[] = ['1h', '8h', '24h', '7d', '30d', '1y', '3y'];

/** When did it start, what else moved: up to eight points over one window. The address holds the choice. */
export function TrendsPage(): ReactElement {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { t } = useWords();
  const { timeZone } = usePlant().site;
  const change = (next: Partial<typeof search>): void =>
    void navigate({ to: '/trends', search: { ...search, ...next }, replace: true });
  const untilMs = search.until === undefined ? undefined : endOfDay(search.until, timeZone);
  return (
    <>
      <header className={css.head}>
        <h1>{t('trend.title')}</h1>
        <SegmentedControl
          size="sm"
          aria-label={t('trend.window')}
          data={WINDOWS}
          value={search.window}
          onChange={(next) => isTrendWindow(next) && change({ window: next })}
        />
        <TextInput
          type="date"
          size="sm"
          aria-label={t('trend.until')}
          title={t('trend.until')}
          value={search.until ?? ''}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
        <Button
          variant="default"
          size="sm"
          disabled={untilMs !== undefined}
          aria-pressed={search.live}
          onClick={() => change({ live: !search.live })}
        >
          {search.live ? `● ${t('trend.live')}` : `○ ${t('trend.held')}`}
        </Button>
        <span className="quiet">{t('trend.chosen', { count: search.tags.length, most: PEN_LETTERS.length })}</span>
      </header>
      <div className={css.body}>
        <div className={css.chart}>
          {search.tags.length === 0 ? (
            <Notice title={t('trend.empty')} />
          ) : (
            <TrendView
              key={`${search.window} ${search.live} ${search.until}`}
              tags={search.tags}
              windowMs={TREND_WINDOWS[search.window]}
              height={460}
              live={search.live}
              untilMs={untilMs}
            />
          )}
        </div>
        <PointChooser chosen={search.tags} onChange={(tags) => change({ tags: [...tags] })} />
      </div>
    </>
  );
}
