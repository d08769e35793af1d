import type { ReactElement } from 'react';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { figuresOf, type TrendTable, valueBefore } from '../../data/trend.ts';
import { formatElapsed } from '../../format/duration.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { penText } from '../../panels/trend/chart-parts.ts';
import type { LimitLine } from '../../panels/trend/limit-lines.ts';
import { PEN_LETTERS } from '../../theme/tokens.ts';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import css from './trend-desk.module.css';

export interface ValueTableProps {
  readonly points: readonly PointState[];
  readonly table: TrendTable;
  /** What is in view, seconds. */
  readonly from: number;
  readonly to: number;
  /** Moment under the pointer, seconds. */
  readonly cursor: number | undefined;
  /** Limits of the alarms that watch the points. */
  readonly limits: readonly LimitLine[];
  /** Marks 1 and 2, as far as they are set, seconds. */
  readonly marks: readonly number[];
}

const HOUR_S = 3600;

/** The numbers of the picture: at the cursor or now, at the marks with their difference, and of what is in view. */
export function ValueTable({ points, table, from, to, cursor, marks, limits }: ValueTableProps): ReactElement {
  const time = useSiteTime();
  const { t } = useWords();
  const [first, second] = marks;
  const hasDelta = first !== undefined && second !== undefined;
  const stamp = (s: number): string => `${time.day(s * 1000)} ${time.clock(s * 1000)}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    // biome-ignore lint/a11y/useSemanticElements: a part of the figure, not a section of the page
    <div className={css.scroll} role="region" tabIndex={0} aria-label={t('trendDesk.table')}>
      <table className={css.values}>
        <caption className="visually-hidden">{t('trendDesk.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('trendDesk.pen')}</th>
            <th scope="col">{cursor === undefined ? t('trend.last') : stamp(cursor)}</th>
            {marks.map((at, i) => (
              <th key={at} scope="col">
                {i + 1}: {stamp(at)}
              </th>
            ))}
            {hasDelta && (
              <th scope="col">
                {t('trendDesk.delta')} · {formatElapsed(Math.abs(second - first) * 1000)}
              </th>
            )}
            <th scope="col">{t('trendDesk.min')}</th>
            <th scope="col">{t('trendDesk.max')}</th>
            <th scope="col">{t('trendDesk.mean')}</th>
            {limits.length > 0 && <th scope="col">{t('trendDesk.limits')}</th>}
          </tr>
        </thead>
        <tbody>
          {points.map((point, i) => (
            <Row key={point.tag} {...{ point, table, from, to, marks, limits }} line={i} cursor={cursor} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Omit<ValueTableProps, 'points'> {
  readonly point: PointState;
  readonly line: number;
}

function Row({ point, line, table, from, to, cursor, marks, limits }: RowProps): ReactElement {
  const equipment = usePlant().equipmentById.get(point.equipment);
  const { text, language } = useWords();
  const isState = point.states !== null;
  const said = (value: number | null): string => penText(point, value, language);
  const atMarks = marks.map((at) => valueBefore(table, line, at));
  const { min, max, mean } = figuresOf(table, line, from, to);
  return (
    <tr>
      <th scope="row">
        <span className={css.letter} style={{ borderColor: `var(--pen-${line})` }}>
          {PEN_LETTERS[line]}
        </span>{' '}
        {equipment ? text(equipment.name) : point.equipment} {text(point.title)}
      </th>
      <td>{said(valueBefore(table, line, cursor ?? to))}</td>
      {atMarks.map((value, i) => (
        <td key={marks[i]}>{said(value)}</td>
      ))}
      {marks.length === 2 && <td>{isState ? '' : <Delta point={point} values={atMarks} marks={marks} />}</td>}
      {[min, max, mean].map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three fixed columns
        <td key={i}>{isState ? '' : said(value)}</td>
      ))}
      {limits.length > 0 && (
        <td>
          <Limits point={point} limits={limits.filter((limit) => limit.line === line)} />
        </td>
      )}
    </tr>
  );
}

interface LimitsProps {
  readonly point: PointState;
  readonly limits: readonly LimitLine[];
}

/** Also those that lie outside of the plot. */
function Limits({ point, limits }: LimitsProps): ReactElement {
  const { t, language } = useWords();
  const byValue = limits.toSorted((a, b) => a.value - b.value);
  return (
    <span className={css.limits}>
      {byValue.map(({ value, side, priority }) => (
        <span key={`${side} ${value}`} className={css.limit}>
          <PriorityBadge priority={priority} size={16} label={t(`priority.${priority}`)} />
          {side === 'above' ? '≥' : '≤'} {penText(point, value, language)}
        </span>
      ))}
    </span>
  );
}

interface DeltaProps {
  readonly point: PointState;
  readonly values: readonly (number | null)[];
  readonly marks: readonly number[];
}

/** The difference and what it would be in an hour; nothing where one end is missing. */
function Delta({ point, values, marks }: DeltaProps): ReactElement {
  const { t } = useWords();
  const [[a, b], [from, to]] = [values, marks];
  if (a === null || b === null || a === undefined || b === undefined || from === undefined || to === undefined)
    return <>—</>;
  const delta = b - a;
  const perHour = from === to ? null : (delta / (to - from)) * HOUR_S;
  return (
    <>
      {formatQuantity(delta, point.decimals, point.unit)}{' '}
      {perHour !== null && (
        <span className="quiet">
          {formatQuantity(perHour, point.decimals, point.unit)} {t('trendDesk.rate')}
        </span>
      )}
    </>
  );
}
