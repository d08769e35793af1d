import type { ReactElement } from 'react';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { layOutBand } from '../../format/band.ts';
import css from './cells.module.css';

export interface BandMarkProps {
  readonly point: PointState;
  /** Left end of the scale. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Scale with the normal band and a pointer; hollow while the value is old. Nothing for a point without a normal band. */
export function BandMark({ point, x, y, width }: BandMarkProps): ReactElement | null {
  const reading = useReading(point.tag);
  if (!reading || !point.normal) return null;
  const layout = layOutBand(reading.value, point.normal, point.range);
  if (!layout) return null;
  const at = (percent: number): number => x + (width * percent) / 100;
  const isOld = reading.standing === 'stale';
  return (
    <g className={css.scale}>
      <path d={`M${x} ${y}H${x + width}`} />
      <rect x={at(layout.normalFrom)} y={y - 3} width={at(layout.normalTo) - at(layout.normalFrom)} height={3} />
      {layout.pointer !== null && (
        <path
          d="M-5 7L0-2 5 7z"
          transform={`translate(${at(layout.pointer)} ${y})`}
          className={css.pointer}
          data-old={isOld}
        />
      )}
    </g>
  );
}
