import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { useServices } from '../../data/hooks/services-context.ts';
import { type ChartEvents, chartOptions } from './chart-options.ts';
import { type ChartParts, chartData } from './chart-parts.ts';
import { panByDrag } from './pan-by-drag.ts';
import css from './trend.module.css';

type Plotter = typeof uPlot;

export interface ChartProps extends ChartEvents {
  readonly parts: ChartParts;
  readonly fromMs: number;
  readonly toMs: number;
  readonly height: number;
  /** What the picture shows, in words. */
  readonly label: string;
  /** A press without a drag, at this moment (seconds). */
  readonly onPress?: ((at: number) => void) | undefined;
}

/** Loads the plotter when the first chart is drawn; it is no part of the first paint. */
function usePlotter(): Plotter | undefined {
  const [plotter, setPlotter] = useState<{ readonly create: Plotter }>();
  useEffect(() => {
    let wanted = true;
    void import('./plotter.ts').then(({ Plot }) => wanted && setPlotter({ create: Plot }));
    return () => {
      wanted = false;
    };
  }, []);
  return plotter?.create;
}

/** The newest of something, for what was made earlier and is called later. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}

/** Lines on a canvas. Everything it shows is also written beside it. */
export function Chart(props: ChartProps): ReactElement {
  const { parts, fromMs, toMs, height, label } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const { drawing } = useServices();
  const Plot = usePlotter();
  const given = useLatest(props);
  const shown = useLatest(parts);
  const shape = [...parts.points.map((point) => point.tag), ...parts.table.lines.map((line) => line.envelope)].join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when its lines or its look change; data goes in below
  useEffect(() => {
    const place = host.current;
    if (!place || !Plot) return;
    const size = (): { width: number; height: number } => ({ width: Math.max(120, place.clientWidth), height });
    const events: ChartEvents = {
      onCursor: (index) => given.current.onCursor(index),
      onPart: props.onPart && ((from, to) => given.current.onPart?.(from, to)),
      onPlace: (left, width) => given.current.onPlace?.(left, width),
    };
    const made = new Plot(
      chartOptions(shown, size(), Plot.paths.stepped?.({ align: 1 }), events),
      chartData(parts.table),
      place,
    );
    chart.current = made;
    const stopPan = panByDrag(made, {
      onPart: (from, to) => given.current.onPart?.(from, to),
      onPress: (at) => given.current.onPress?.(at),
    });
    const watcher = new ResizeObserver(() => made.setSize(size()));
    watcher.observe(place);
    return () => {
      stopPan();
      watcher.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [Plot, shape, parts.tokens, parts.language, parts.windowMs, height, props.onPart === undefined]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `Plot` and `shape` say that there is another chart to fill
  useEffect(
    () =>
      drawing.ask(chart, () =>
        chart.current?.batch(() => {
          chart.current?.setData(chartData(parts.table), false);
          chart.current?.setScale('x', { min: fromMs / 1000, max: toMs / 1000 });
        }),
      ),
    [Plot, shape, parts.table, parts.limits, fromMs, toMs, drawing],
  );

  return <div ref={host} className={css.chart} style={{ height }} role="img" aria-label={label} />;
}
