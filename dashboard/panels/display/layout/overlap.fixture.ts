interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const cross = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Pairs that lie on each other; none in a drawing that can be read. */
export function overlaps<T extends Rect>(rects: readonly T[]): (readonly [T, T])[] {
  return rects.flatMap((a, i) => rects.slice(i + 1).flatMap((b) => (cross(a, b) ? [[a, b] as const] : [])));
}

/** Those that leave the drawing. */
export function outside<T extends Rect>(rects: readonly T[], width: number, height: number): T[] {
  return rects.filter((one) => one.x < 0 || one.y < 0 || one.x + one.width > width || one.y + one.height > height);
}
