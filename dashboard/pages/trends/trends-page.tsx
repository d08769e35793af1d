import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { endOfDay } from '../../format/end-of-day.ts';
import { useWords } from '../../i18n/use-words.ts';
import { fitPart, type Part } from '../../panels/trend/part.ts';
import { isTrendWindow, TREND_WINDOWS, type TrendWindow } from '../../panels/trend/windows.ts';
import { PEN_LETTERS } from '../../theme/tokens.ts';
import { Notice } from '../../ui/notice.tsx';
import { PointChooser } from './point-chooser.tsx';
import { SavedSets } from './saved-sets.tsx';
import deskCss from './trend-desk.module.css';
import { TrendDesk } from './trend-desk.tsx';
import css from './trends-page.module.css';

const route = getRouteApi('/trends');
const WINDOWS: TrendWindow[] = ['1h', '8h', '24h', '7d', '30d', '1y', '3y'];

/** When did it start, what else moved: up to eight points over one window, or a part of it. The address holds the choice. */
export function TrendsPage(): ReactElement {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { time } = useServices();
  const { t } = useWords();
  const { site, pointByTag } = usePlant();
  const [known, gone] = [
    search.tags.filter((tag) => pointByTag.has(tag)),
    search.tags.filter((tag) => !pointByTag.has(tag)),
  ];
  const { from, to, ...whole } = search;
  const part = from === undefined || to === undefined ? undefined : { from, to };
  const change = (next: Partial<typeof search>): void =>
    void navigate({ to: '/trends', search: { ...search, ...next }, replace: true });
  // Closer is a step forward: back leads out again.
  const look = (next: Part | undefined): void =>
    void navigate({ to: '/trends', search: next ? { ...whole, ...fitPart(next, time.nowMs()) } : whole });
  const untilMs = search.until === undefined ? undefined : endOfDay(search.until, site.timeZone);
  const isHeld = untilMs !== undefined || part !== undefined;
  return (
    <>
      <header className={css.head}>
        <h1>{search.set ?? t('trend.title')}</h1>
        <SegmentedControl
          size="sm"
          aria-label={t('trend.window')}
          data={WINDOWS}
          value={search.window}
          onChange={(next) =>
            isTrendWindow(next) && void navigate({ to: '/trends', search: { ...whole, window: next }, replace: true })
          }
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
          disabled={isHeld}
          aria-pressed={search.live}
          onClick={() => change({ live: !search.live })}
        >
          {search.live && !isHeld ? `● ${t('trend.live')}` : `○ ${t('trend.held')}`}
        </Button>
        <Toggle
          label={t('trendDesk.lastWeek')}
          hint={t('trendDesk.compareHint')}
          isOn={search.compare === true}
          onChange={(compare) => change({ compare })}
        />
        <Toggle label={t('trendDesk.marks')} isOn={search.marks !== false} onChange={(marks) => change({ marks })} />
        <span className="quiet">{t('trend.chosen', { count: search.tags.length, most: PEN_LETTERS.length })}</span>
      </header>
      <div className={css.body}>
        <div className={css.chart}>
          {gone.length > 0 && <p role="status">{t('trendDesk.unknown', { tags: gone.join(', ') })}</p>}
          {known.length === 0 ? (
            <Notice title={t('trend.empty')} />
          ) : (
            <TrendDesk
              key={`${search.window} ${search.live} ${search.until}`}
              tags={known}
              windowMs={TREND_WINDOWS[search.window]}
              live={search.live}
              {...{ untilMs, part }}
              compare={search.compare === true}
              marks={search.marks !== false}
              onPart={look}
            />
          )}
        </div>
        <div className={deskCss.side}>
          <PointChooser chosen={search.tags} onChange={(tags) => change({ tags: [...tags] })} />
          <SavedSets key={search.set ?? ''} name={search.set} onName={(set) => change({ set })} />
        </div>
      </div>
    </>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Toggle({ label, hint, isOn, onChange }: ToggleProps): ReactElement {
  return (
    <Button variant="default" size="sm" aria-pressed={isOn} title={hint} onClick={() => onChange(!isOn)}>
      {isOn ? '☑' : '☐'} {label}
    </Button>
  );
}
