/** Where things stand on a horizontal scale, in per cent of its length. */
export interface BandLayout {
  readonly normalFrom: number;
  readonly normalTo: number;
  /** Null without a value. */
  readonly pointer: number | null;
  /** The value lies beyond an end of the scale. */
  readonly offScale: 'low' | 'high' | null;
  readonly exceeded: 'low' | 'high' | null;
}

type Interval = readonly [number, number];

/** A scale that shows the normal band in its middle three fifths, cut at the range of the sensor. */
function scaleOf(normal: Interval, range: Interval | null): Interval {
  const margin = (normal[1] - normal[0]) / 3;
  const low = normal[0] - margin;
  const high = normal[1] + margin;
  return range ? [Math.max(range[0], low), Math.min(range[1], high)] : [low, high];
}

function sideOf(value: number, [low, high]: Interval): 'low' | 'high' | null {
  if (value < low) return 'low';
  return value > high ? 'high' : null;
}

/** Lays out an analog band; undefined where the normal band is empty or inverted. */
export function layOutBand(value: number | null, normal: Interval, range: Interval | null): BandLayout | undefined {
  const scale = scaleOf(normal, range);
  const span = scale[1] - scale[0];
  if (!(span > 0)) return undefined;
  const percent = (v: number): number => Math.min(100, Math.max(0, ((v - scale[0]) / span) * 100));
  const known = value !== null && Number.isFinite(value) ? value : null;
  return {
    normalFrom: percent(normal[0]),
    normalTo: percent(normal[1]),
    pointer: known === null ? null : percent(known),
    offScale: known === null ? null : sideOf(known, scale),
    exceeded: known === null ? null : sideOf(known, normal),
  };
}
