import { type ReactElement, useState } from 'react';
import { exportUrl } from '../../data/export-url.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useTrend } from '../../data/hooks/use-trend.ts';
import { formatAge } from '../../format/duration.ts';
import type { SiteTime } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PEN_LETTERS, TOKENS } from '../../theme/tokens.ts';
import { Loading } from '../../ui/notice.tsx';
import { Chart } from './chart.tsx';
import { penText, valueAt } from './chart-parts.ts';
import css from './trend.module.css';
import { useLimitLines } from './use-limit-lines.ts';

export interface TrendViewProps {
  readonly tags: readonly string[];
  readonly windowMs: number;
  readonly height?: number;
  readonly live?: boolean;
  /** End of the window; now when absent. */
  readonly untilMs?: number | undefined;
  /** Draws the limits of the alarms that watch the points. */
  readonly limits?: boolean;
}

/** Columns asked of the gateway: about one per two pixels of a wide chart. */
const COLUMNS = 600;
const DAY_MS = 86_400_000;

/** The day belongs to the time where the window is longer than one. */
function cursorTime(time: SiteTime, ms: number, windowMs: number): string {
  return windowMs > DAY_MS ? `${time.date(ms)} ${time.minute(ms)}` : time.clock(ms);
}

/** History and present of some points as lines A–H, with their values at the cursor written beside them. */
export function TrendView(props: TrendViewProps): ReactElement {
  const { tags, windowMs, height = 280, live = true, untilMs } = props;
  const { preferences } = useServices();
  const tokens = TOKENS[useCell(preferences).theme];
  const plant = usePlant();
  const time = useSiteTime();
  const { t, text, language } = useWords();
  const [cursor, setCursor] = useState<number | null>(null);
  const trend = useTrend({ tags, windowMs, width: COLUMNS, live, untilMs });
  const points = trend.table.lines.flatMap((line) => plant.pointByTag.get(line.tag) ?? []);
  const limits = useLimitLines(tags, props.limits ?? false);
  const names = points.map((point) => text(point.title)).join(', ');
  const at = cursor === null ? undefined : trend.table.x[cursor];
  return (
    <figure className={css.trend}>
      {trend.loading && trend.table.x.length === 0 ? (
        <div style={{ height }}>
          <Loading label={t('signIn.loading')} />
        </div>
      ) : (
        <Chart
          parts={{ points, table: trend.table, tokens, time, language, windowMs, limits }}
          fromMs={trend.fromMs}
          toMs={trend.toMs}
          height={height}
          onCursor={setCursor}
          label={t('trend.summary', { names, window: formatAge(windowMs) })}
        />
      )}
      {trend.error && <p role="alert">{t('code.HISTORY_UNAVAILABLE')}</p>}
      {trend.missing && (
        <p role="status" className={css.missing}>
          {t('trend.missing', { until: time.stamp(trend.missing.untilMs, trend.toMs) })}{' '}
          {t(`trend.missingBecause.${trend.missing.reason}`)}
        </p>
      )}
      <figcaption className={css.pens}>
        <span className={css.at}>
          {at === undefined ? t('trend.last') : t('trend.cursor', { at: cursorTime(time, at * 1000, windowMs) })}
        </span>
        {points.map((point, i) => (
          <span key={point.tag} className={css.pen}>
            <span className={css.letter} style={{ borderColor: `var(--pen-${i})` }}>
              {PEN_LETTERS[i]}
            </span>
            <span className="label">
              {point.equipment} {text(point.title)}
            </span>
            <strong>{penText(point, valueAt(trend.table, i, at === undefined ? null : cursor), language)}</strong>
          </span>
        ))}
        {points.length > 0 && (
          <a className={css.export} href={exportUrl(tags, trend.fromMs, trend.toMs)} download>
            {t('trend.export')}
          </a>
        )}
      </figcaption>
    </figure>
  );
}
