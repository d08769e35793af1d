import { type ReactElement, useMemo } from 'react';
import type { WireEnergy } from '../../data/api.ts';
import { formatEnergy, formatNumber } from '../../format/number.ts';
import { createSiteTime } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './energy-page.module.css';
import { niceTop } from './nice-top.ts';

export interface EnergyBarsProps {
  readonly part: WireEnergy['total'];
  readonly bucket: WireEnergy['bucket'];
  readonly timeZone: string;
}

const HEIGHT = 220;
const GRID_STEPS = 4;
const LEAST_SLOTS = 7;
const LEAST_COVERAGE = 0.95;

/** A sign above a bar whose figure is not simply measured. */
const MARKS = {
  measured: undefined,
  estimated: { sign: '~', words: 'energy.markEstimated' },
  suspect: { sign: '!', words: 'energy.markSuspect' },
} as const;

/** Use per hour, day or month from zero, the previous period as an outline behind it; a bucket without data stays empty and hatched. */
export function EnergyBars({ part, bucket, timeZone }: EnergyBarsProps): ReactElement {
  const time = useMemo(() => createSiteTime(timeZone), [timeZone]);
  const { t } = useWords();
  const values = [...part.buckets, ...part.previousBuckets].map((one) => one.kwh ?? 0);
  const top = niceTop(Math.max(0, ...values));
  const slots = Math.max(part.buckets.length, LEAST_SLOTS);
  const percent = (kwh: number): string => `${Math.max(0, (kwh / top) * 100)}%`;
  const stamp = { hour: time.minute, day: time.day, month: time.month }[bucket];
  const write = (iso: string): string => stamp(Date.parse(iso));
  return (
    <div className={css.chart}>
      <div className={css.scale} style={{ height: HEIGHT }} aria-hidden="true">
        {Array.from({ length: GRID_STEPS + 1 }, (_, i) => (top / GRID_STEPS) * (GRID_STEPS - i)).map((value) => (
          <span key={value}>{formatNumber(value, top < GRID_STEPS ? 1 : 0)}</span>
        ))}
      </div>
      <ol className={css.bars} style={{ height: HEIGHT, gridTemplateColumns: `repeat(${slots}, minmax(0, 1fr))` }}>
        {part.buckets.map((one, i) => {
          const previous = part.previousBuckets[i]?.kwh ?? null;
          const mark = MARKS[one.quality];
          const words = { at: write(one.startAt), value: formatEnergy(one.kwh), previous: formatEnergy(previous) };
          const said = [t('energy.bar', words), ...(mark ? [t(mark.words)] : [])].join(', ');
          return (
            <li key={one.startAt} className={css.slot} data-missing={one.kwh === null} title={said}>
              {previous !== null && <span className={css.previous} style={{ height: percent(previous) }} />}
              {one.kwh !== null && (
                <span
                  className={css.bar}
                  data-doubtful={one.coverage < LEAST_COVERAGE}
                  style={{ height: percent(one.kwh) }}
                />
              )}
              {mark && one.kwh !== null && (
                <span className={css.mark} data-quality={one.quality} aria-hidden="true">
                  {mark.sign}
                </span>
              )}
              <span className="visually-hidden">{said}</span>
              <span className={css.at} aria-hidden="true">
                {i % Math.ceil(part.buckets.length / 12) === 0 ? words.at : ''}
              </span>
            </li>
          );
        })}
      </ol>
      <span className={css.unit}>kWh</span>
    </div>
  );
}
