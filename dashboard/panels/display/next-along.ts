export type Direction = 'left' | 'right' | 'up' | 'down';

/** Where an item of a drawing stands, in the drawing's units. */
export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Items that a line joins to this one: an arrow key prefers them. */
  readonly near?: readonly string[];
}

interface Step {
  readonly ahead: number;
  readonly aside: number;
}

/** A step aside counts more than a step ahead, so that the eye stays in its row or column. */
const ASIDE = 3;
/** The end of a line is nearer than it looks. */
const ALONG_A_LINE = 0.2;

const middle = ({ x, y, width, height }: Place): readonly [number, number] => [x + width / 2, y + height / 2];

function stepTo(from: Place, to: Place, direction: Direction): Step {
  const [ax, ay] = middle(from);
  const [bx, by] = middle(to);
  const [dx, dy] = [bx - ax, by - ay];
  switch (direction) {
    case 'left':
      return { ahead: -dx, aside: Math.abs(dy) };
    case 'right':
      return { ahead: dx, aside: Math.abs(dy) };
    case 'up':
      return { ahead: -dy, aside: Math.abs(dx) };
    case 'down':
      return { ahead: dy, aside: Math.abs(dx) };
  }
}

/** The item an arrow key leads to: along a line if one goes that way, else the nearest on that side; undefined at the edge. */
export function nextAlong(places: readonly Place[], from: string, direction: Direction): string | undefined {
  const start = places.find(({ id }) => id === from);
  if (!start) return undefined;
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const place of places) {
    const { ahead, aside } = stepTo(start, place, direction);
    if (place.id === from || ahead <= 0) continue;
    const joined = start.near?.includes(place.id) || place.near?.includes(from);
    const cost = (ahead + ASIDE * aside) * (joined ? ALONG_A_LINE : 1);
    if (!best || cost < best.cost) best = { id: place.id, cost };
  }
  return best?.id;
}
