import type uPlot from 'uplot';

export interface PanEvents {
  /** Moved to another part, seconds. */
  readonly onPart: (from: number, to: number) => void;
  readonly onPress: (at: number) => void;
}

/** A shorter way is a press. */
const LEAST_PX = 4;

/** Shift and drag moves the window under the pointer; a press without a drag is told with its moment. Answers what ends it. */
export function panByDrag(chart: uPlot, { onPart, onPress }: PanEvents): () => void {
  let begun: { readonly x: number; readonly from: number; readonly to: number; readonly pans: boolean } | undefined;

  const movedBy = (x: number): readonly [number, number] => {
    if (!begun) return [0, 0];
    const perPx = (begun.to - begun.from) / Math.max(1, chart.over.clientWidth);
    const by = (begun.x - x) * perPx;
    return [begun.from + by, begun.to + by];
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { min, max } = chart.scales.x ?? {};
    begun = { x: event.clientX, from: min ?? 0, to: max ?? 0, pans: event.shiftKey };
  };
  const onMove = (event: PointerEvent): void => {
    if (!begun?.pans) return;
    const [min, max] = movedBy(event.clientX);
    chart.setScale('x', { min, max });
  };
  const onUp = (event: PointerEvent): void => {
    const before = begun;
    const isPress = before && Math.abs(event.clientX - before.x) < LEAST_PX;
    const [from, to] = movedBy(event.clientX);
    begun = undefined;
    if (isPress) onPress(chart.posToVal(event.clientX - chart.over.getBoundingClientRect().left, 'x'));
    else if (before?.pans) onPart(from, to);
  };
  /** The plot would take a drag with Shift for a part being chosen. */
  const onMouseDown = (event: MouseEvent): void => {
    if (event.shiftKey) event.stopImmediatePropagation();
  };
  chart.over.addEventListener('mousedown', onMouseDown, { capture: true });
  chart.over.addEventListener('pointerdown', onDown);
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  return () => {
    chart.over.removeEventListener('mousedown', onMouseDown, { capture: true });
    chart.over.removeEventListener('pointerdown', onDown);
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
  };
}
