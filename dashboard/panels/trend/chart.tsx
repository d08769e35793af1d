import { type ReactElement, useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { type ChartParts, chartData, chartOptions } from './chart-options.ts';
import css from './trend.module.css';

type Plotter = typeof uPlot;

export interface ChartProps {
  readonly parts: ChartParts;
  readonly fromMs: number;
  readonly toMs: number;
  readonly height: number;
  readonly onCursor: (index: number | null) => void;
  /** What the picture shows, in words. */
  readonly label: string;
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

/** Lines on a canvas. Everything it shows is also written beside it. */
export function Chart({ parts, fromMs, toMs, height, onCursor, label }: ChartProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const Plot = usePlotter();
  const shape = [...parts.points.map((point) => point.tag), ...parts.table.lines.map((line) => line.envelope)].join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when its lines or its look change; data goes in below
  useEffect(() => {
    const place = host.current;
    if (!place || !Plot) return;
    const size = (): { width: number; height: number } => ({ width: Math.max(120, place.clientWidth), height });
    const made = new Plot(
      chartOptions(parts, size(), Plot.paths.stepped?.({ align: 1 }), onCursor),
      chartData(parts.table),
      place,
    );
    chart.current = made;
    const watcher = new ResizeObserver(() => made.setSize(size()));
    watcher.observe(place);
    return () => {
      watcher.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [Plot, shape, parts.tokens, parts.language, parts.windowMs, height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `Plot` and `shape` say that there is another chart to fill
  useEffect(() => {
    chart.current?.batch(() => {
      chart.current?.setData(chartData(parts.table), false);
      chart.current?.setScale('x', { min: fromMs / 1000, max: toMs / 1000 });
    });
  }, [Plot, shape, parts.table, fromMs, toMs]);

  return <div ref={host} className={css.chart} style={{ height }} role="img" aria-label={label} />;
}
