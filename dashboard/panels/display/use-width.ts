import { type RefObject, useEffect, useRef, useState } from 'react';

/** Beyond this a drawing is enlarged instead of being laid out wider: it is looked at from farther away. */
const ENLARGED_FROM = 1700;
const MOST_ENLARGED = 2.4;

/** Width to lay a drawing out for, of a place that is so many pixels wide. */
export function drawingWidth(pixels: number): number {
  const scale = Math.min(MOST_ENLARGED, Math.max(1, pixels / ENLARGED_FROM));
  return Math.floor(pixels / scale);
}

/** The width a drawing may take, measured on the element that gets the ref; null until it is known. */
export function useWidth<T extends HTMLElement>(): [RefObject<T | null>, number | null] {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver((entries) => {
      const pixels = entries[0]?.contentRect.width;
      if (pixels !== undefined && pixels > 0) setWidth(drawingWidth(pixels));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
