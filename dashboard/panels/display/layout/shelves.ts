import type { Place } from '../next-along.ts';

/** What is to be placed: its size where there is room enough. */
export interface Cell {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** One row of cells. */
export interface Shelf {
  readonly y: number;
  readonly height: number;
  readonly places: readonly Place[];
}

export interface Shelves {
  readonly shelves: readonly Shelf[];
  /** From the top of the first to the foot of the last; 0 without cells. */
  readonly height: number;
}

/**
 * Cells in rows from left to right, in the order given, each row as high as its highest. A cell that is wider than the box is
 * made as narrow as the box. `gap` stands between cells, `lead` above each row.
 */
export function shelve(cells: readonly Cell[], box: Box, gap: number, lead = 0): Shelves {
  const rows: Place[][] = [];
  let right = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const width = Math.min(cell.width, box.width);
    if (right + width > box.x + box.width) {
      rows.push([]);
      right = box.x;
    }
    rows.at(-1)?.push({ id: cell.id, x: right, y: 0, width, height: cell.height });
    right += width + gap;
  }
  return stack(rows, box.y, gap, lead);
}

function stack(rows: readonly (readonly Place[])[], top: number, gap: number, lead: number): Shelves {
  let y = top;
  const shelves = rows.map((row): Shelf => {
    const height = Math.max(...row.map((place) => place.height));
    const shelfY = y + lead;
    y = shelfY + height + gap;
    return { y: shelfY, height, places: row.map((place) => ({ ...place, y: shelfY })) };
  });
  return { shelves, height: rows.length === 0 ? 0 : y - gap - top };
}

export const placesOf = (shelves: Shelves): readonly Place[] => shelves.shelves.flatMap(({ places }) => places);
