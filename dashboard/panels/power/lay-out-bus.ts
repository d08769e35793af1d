import { FEEDER, HANGING, LANE, SYMBOL_X, SYMBOL_Y, TIE_ITEM, TIE_SPACE } from './measures.ts';
import { type Band, cellsOf, type Frame, type Grid, railLeft, riserX } from './place-bands.ts';
import type { Tie } from './sections.ts';
import { addItem, type Sheet } from './sheet.ts';
import type { Spot } from './single-line.ts';

/** The bus: one rail for each row of lines, joined at the left. */
export function drawRails(frame: Frame, band: Band, sheet: Sheet): void {
  const grid = cellsOf(frame, band);
  const place = frame.section.owner;
  const [left, riser] = [railLeft(frame), riserX(frame)];
  for (let row = 0; row < Math.max(1, grid.rows); row += 1) {
    const inRow = Math.min(grid.columns, grid.count - row * grid.columns);
    const last = inRow > 0 ? grid.dropOf(row * grid.columns + inRow - 1)[0] + LANE : riser + 2 * SYMBOL_X;
    const end = row === 0 && frame.isTiedToTheRight ? frame.x + frame.width : last;
    const y = band.rail + row * grid.rowHeight;
    sheet.lines.push({
      spots: [
        [row === 0 ? left : riser, y],
        [end, y],
      ],
      place,
    });
  }
  const lowest = band.rail + (grid.rows - 1) * grid.rowHeight;
  if (grid.rows > 1)
    sheet.lines.push({
      spots: [
        [riser, band.rail],
        [riser, lowest],
      ],
      place,
    });
}

/** What hangs on a bus: ties that have no neighbour first, then the lines in the order of the site file. */
export function drawFeeders(frame: Frame, band: Band, sheet: Sheet): void {
  const grid = cellsOf(frame, band);
  for (const [at, tie] of frame.hanging.entries()) drawHanging(frame, grid.dropOf(at), grid.width - 4, tie, sheet);
  for (const [at, path] of frame.section.feeders.entries()) {
    const [x, bottom] = drawCell(frame, grid, at + frame.hanging.length, path, sheet);
    const end: Spot = [x, bottom - FEEDER.height + SYMBOL_Y + 24];
    sheet.lines.push({
      spots: [[x, bottom - FEEDER.height + SYMBOL_Y], end],
      place: path.at(-1)!,
      isEnd: true,
    });
  }
}

/** A tie, and below its words where it leads. */
function drawHanging(frame: Frame, [x, rail]: Spot, width: number, tie: Tie, sheet: Sheet): void {
  const { owner } = frame.section;
  const toward = tie.joins.find((end) => end !== owner) ?? tie.joins[0];
  const y = rail + FEEDER.drop;
  const foot = y + HANGING.height - HANGING.stub;
  const symbol: Spot = [x, y + SYMBOL_Y];
  const words = { x: x + 18, y: y + 4, width: width - SYMBOL_X - 18, height: HANGING.height - HANGING.stub - 4 };
  const place = { x: x - SYMBOL_X + 4, y, width, height: HANGING.height - 2 };
  addItem({ id: tie.id, role: 'tie', ...place, symbol, words }, sheet);
  sheet.lines.push({ spots: [[x, rail], symbol], place: owner });
  sheet.lines.push({ spots: [symbol, [x, foot + 10]], place: toward });
  sheet.stubs.push({ x: x + 10, y: foot, width: FEEDER.width - 40, toward });
}

/** One line of a bus with its machines from top to bottom; answers where it ends. */
function drawCell(frame: Frame, grid: Grid, at: number, path: readonly string[], sheet: Sheet): Spot {
  const [x, rail] = grid.dropOf(at);
  const left = x - SYMBOL_X + 4;
  let from = rail;
  let before = frame.section.owner;
  let y = rail + FEEDER.drop;
  for (const id of path) {
    const symbol: Spot = [x, y + SYMBOL_Y];
    const width = grid.width - 4;
    const words = { x: x + 18, y: y + 4, width: width - SYMBOL_X - 18, height: FEEDER.height - 8 };
    addItem({ id, role: 'feeder', x: left, y, width, height: FEEDER.height - 2, symbol, words }, sheet);
    sheet.lines.push({ spots: [[x, from], symbol], place: before });
    from = symbol[1];
    before = id;
    y += FEEDER.height;
  }
  return [x, y];
}

/** A tie between neighbours lies in the line of their buses, its words below. */
export function drawTie(frame: Frame, left: Frame | undefined, band: Band, sheet: Sheet): void {
  if (!frame.tie || !left) return;
  const symbol: Spot = [frame.x + TIE_SPACE / 2, band.rail];
  const { lines } = sheet;
  lines.push({ spots: [[frame.x, band.rail], symbol], place: left.section.owner });
  lines.push({ spots: [symbol, [railLeft(frame), band.rail]], place: frame.section.owner });
  const [x, y] = [frame.x + 4, band.rail - TIE_ITEM.above];
  const words = { x: x + 4, y: band.rail + 16, width: TIE_SPACE - 16, height: TIE_ITEM.below - 18 };
  const [width, height] = [TIE_SPACE - 8, TIE_ITEM.above + TIE_ITEM.below];
  addItem({ id: frame.tie.id, role: 'tie', x, y, width, height, symbol, words }, sheet);
}
