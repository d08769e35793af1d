import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { exportUrl } from '../../data/export-url.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useLink, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useTrend } from '../../data/hooks/use-trend.ts';
import type { TrendTable } from '../../data/trend.ts';
import { formatAge } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Chart } from '../../panels/trend/chart.tsx';
import { movePart, type Part, zoomPart } from '../../panels/trend/part.ts';
import { useLimitLines } from '../../panels/trend/use-limit-lines.ts';
import { TOKENS } from '../../theme/tokens.ts';
import { Loading } from '../../ui/notice.tsx';
import { EventRail } from './event-rail.tsx';
import css from './trend-desk.module.css';
import { useRailMarks } from './use-rail-marks.ts';
import { ValueTable } from './value-table.tsx';

export interface TrendDeskProps {
  readonly tags: readonly string[];
  readonly windowMs: number;
  readonly live: boolean;
  /** End of the window; now when absent. */
  readonly untilMs: number | undefined;
  /** The part that is looked at instead of the window. */
  readonly part: Part | undefined;
  readonly compare: boolean;
  readonly marks: boolean;
  readonly onPart: (part: Part | undefined) => void;
}

/** Columns asked of the gateway: about one per two pixels of a wide chart. */
const COLUMNS = 600;
const WEEK_MS = 7 * 86_400_000;
const HEIGHT = 420;
const MOST_MARKS = 2;

/** The large chart: a part of it can be drawn over, alarms and orders stand above, last week lies behind, its numbers below. */
export function TrendDesk({
  tags,
  windowMs,
  live,
  untilMs,
  part,
  compare,
  marks: hasRail,
  onPart,
}: TrendDeskProps): ReactElement {
  const { preferences, time: gatewayTime } = useServices();
  const tokens = TOKENS[useCell(preferences).theme];
  const plant = usePlant();
  const time = useSiteTime();
  const { t, text, language } = useWords();
  const [cursor, setCursor] = useState<number | null>(null);
  const [place, setPlace] = useState({ left: 0, width: 0 });
  const [set, setSet] = useState<readonly number[]>([]);
  const trend = useTrend({
    ...{ tags, width: COLUMNS, live: live && !part },
    windowMs: part ? part.to - part.from : windowMs,
    untilMs: part ? part.to : untilMs,
    earlierMs: compare ? WEEK_MS : undefined,
  });
  const rail = useRailMarks(tags, hasRail);
  const limits = useLimitLines(tags, true);
  const isCut = useLink().state === 'lost' && live && !part && untilMs === undefined;
  const points = trend.table.lines.slice(0, trend.ownLines).flatMap((line) => plant.pointByTag.get(line.tag) ?? []);
  const seen = { from: trend.fromMs, to: trend.toMs };
  const mark = (at: number): void => setSet((before) => [...before.slice(before.length === MOST_MARKS ? 1 : 0), at]);
  const names = points.map((point) => text(point.title)).join(', ');
  return (
    <figure className={css.desk}>
      <Tools
        seen={seen}
        hasPart={part !== undefined}
        hasMarks={set.length > 0}
        onPart={onPart}
        onClear={() => setSet([])}
        now={gatewayTime.nowMs()}
      />
      {hasRail && <EventRail marks={rail} {...seen} place={place} />}
      <div className={css.plot}>
        {trend.loading && trend.table.x.length === 0 ? (
          <div style={{ height: HEIGHT }}>
            <Loading label={t('signIn.loading')} />
          </div>
        ) : (
          <Chart
            parts={{ points, table: trend.table, tokens, time, language, windowMs: seen.to - seen.from, limits }}
            fromMs={seen.from}
            toMs={seen.to}
            height={HEIGHT}
            onCursor={setCursor}
            onPart={(from, to) => onPart({ from: from * 1000, to: to * 1000 })}
            onPress={mark}
            onPlace={(left, width) =>
              setPlace((old) => (old.left === left && old.width === width ? old : { left, width }))
            }
            label={t('trend.summary', { names, window: formatAge(seen.to - seen.from) })}
          />
        )}
        {set.map((at, i) => {
          const x = ((at * 1000 - seen.from) / (seen.to - seen.from)) * place.width;
          return x < 0 || x > place.width ? null : (
            <span key={at} className={css.mark} style={{ left: place.left + x }} aria-hidden="true">
              {i + 1}
            </span>
          );
        })}
      </div>
      {isCut && <p role="status">{t('trendDesk.noLink')}</p>}
      {!trend.loading && !trend.error && hasNothing(trend.table) && <p role="status">{t('trend.noData')}</p>}
      {trend.error && <p role="alert">{t('code.HISTORY_UNAVAILABLE')}</p>}
      {trend.missing && (
        <p role="status" className={css.missing}>
          {t('trend.missing', { until: time.stamp(trend.missing.untilMs, trend.toMs) })}{' '}
          {t(`trend.missingBecause.${trend.missing.reason}`)}
        </p>
      )}
      <figcaption>
        <ValueTable
          {...{ points, table: trend.table, marks: set, limits }}
          from={seen.from / 1000}
          to={seen.to / 1000}
          cursor={cursor === null ? undefined : trend.table.x[cursor]}
        />
        <p className={css.foot}>
          <span className="quiet">{t('trendDesk.hint')}</span>
          {points.length > 0 && (
            <a href={exportUrl(tags, seen.from, seen.to)} download>
              {t('trend.export')}
            </a>
          )}
        </p>
      </figcaption>
    </figure>
  );
}

const hasNothing = ({ lines }: TrendTable): boolean => lines.every(({ mean }) => mean.every((value) => value == null));

interface ToolsProps {
  readonly seen: Part;
  readonly hasPart: boolean;
  readonly hasMarks: boolean;
  readonly now: number;
  readonly onPart: (part: Part | undefined) => void;
  readonly onClear: () => void;
}

const STEP = 0.5;
const CLOSER = 0.5;

/** What the mouse can do, for keys and fingers. */
function Tools({ seen, hasPart, hasMarks, now, onPart, onClear }: ToolsProps): ReactElement {
  const { t } = useWords();
  return (
    <fieldset className={css.tools} aria-label={t('trendDesk.tools')}>
      <Tool label={t('trendDesk.back')} sign="‹" onPress={() => onPart(movePart(seen, -STEP, now))} />
      <Tool label={t('trendDesk.forward')} sign="›" onPress={() => onPart(movePart(seen, STEP, now))} />
      <Tool label={t('trendDesk.in')} sign="+" onPress={() => onPart(zoomPart(seen, CLOSER, now))} />
      <Tool label={t('trendDesk.out')} sign="−" onPress={() => onPart(zoomPart(seen, 1 / CLOSER, now))} />
      {hasPart && <Tool label={t('trendDesk.whole')} onPress={() => onPart(undefined)} />}
      {hasMarks && <Tool label={t('trendDesk.clearMarks')} onPress={onClear} />}
    </fieldset>
  );
}

function Tool(props: { readonly label: string; readonly sign?: string; readonly onPress: () => void }): ReactElement {
  return (
    <Button variant="default" size="xs" onClick={props.onPress}>
      {props.sign && <span aria-hidden="true">{props.sign}&nbsp;</span>}
      {props.label}
    </Button>
  );
}
