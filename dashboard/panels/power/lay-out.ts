import { abovePlace, type PoweredEquipment, sidePlace } from '../../../gateway/domain/topology-plan.ts';
import type { Place } from '../display/next-along.ts';
import {
  COLLECT,
  FEEDER,
  HEAD,
  headHeightOf,
  LANE,
  MARGIN,
  SYMBOL_X,
  SYMBOL_Y,
  TIE_ITEM,
  TIE_SPACE,
  TRANSFER_HALF,
} from './measures.ts';
import {
  type Band,
  cellsOf,
  channelTop,
  type Frame,
  feedTop,
  feedX,
  type Grid,
  ownerTop,
  pathBottom,
  placeBands,
  railLeft,
  riserX,
} from './place-bands.ts';
import { type Feed, groupPower, type PowerSections } from './sections.ts';

/** What an item is drawn as. */
export type ItemRole = 'head' | 'owner' | 'feeder' | 'tie' | 'apart';
export type Spot = readonly [number, number];

export interface DrawnItem extends Place {
  readonly role: ItemRole;
  /** Middle of its symbol. */
  readonly symbol: Spot;
  /** Where its words stand. */
  readonly words: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Shown with it: its second meter, its temperatures. */
  readonly parts: readonly string[];
}

export interface DrawnLine {
  readonly spots: readonly Spot[];
  /** The place of the topology whose state it shows. */
  readonly place: string;
  /** It leaves the drawing here. */
  readonly isEnd?: boolean;
}

/** The end of a line that goes on elsewhere: the name of what is there stands here. */
export interface DrawnStub {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly toward: string;
}

/** A single-line diagram: where everything stands, in pixels of a desk screen. */
export interface SingleLine {
  readonly width: number;
  readonly height: number;
  readonly items: readonly DrawnItem[];
  readonly lines: readonly DrawnLine[];
  readonly stubs: readonly DrawnStub[];
  /** Left upper corner of what is not connected; null when all is. */
  readonly apart: Spot | null;
}

interface Sheet {
  readonly items: DrawnItem[];
  readonly lines: DrawnLine[];
  readonly stubs: DrawnStub[];
}

interface Context {
  readonly byId: ReadonlyMap<string, PoweredEquipment>;
  readonly near: ReadonlyMap<string, readonly string[]>;
  readonly groups: PowerSections;
  readonly sheet: Sheet;
}

/**
 * Lays the power of a site out for a width: buses side by side while there is room, their lines below in rows, what they feed in the
 * next band. Depends on nothing but who feeds whom and the order of the site file: the same site has the same picture, and a line that
 * is added stands behind the others.
 */
export function laySingleLine(equipment: readonly PoweredEquipment[], width: number): SingleLine {
  const groups = groupPower(equipment);
  const sheet: Sheet = { items: [], lines: [], stubs: [] };
  const byId = new Map(equipment.map((one) => [one.id, one]));
  const context: Context = { byId, near: neighboursOf(equipment), groups, sheet };
  const { bands, bottom } = placeBands(groups, width);
  for (const [at, band] of bands.entries()) drawBand(band, bands[at + 1], context);
  const apartBottom = drawApart(bottom, width, context);
  const right = sheet.items.reduce((most, item) => Math.max(most, item.x + item.width), 0);
  return {
    ...sheet,
    width: Math.max(width, right + MARGIN),
    height: apartBottom + MARGIN,
    apart: groups.apart.length > 0 ? [MARGIN, bottom] : null,
  };
}

/** Who is joined to whom by a line, in both directions. */
function neighboursOf(equipment: readonly PoweredEquipment[]): ReadonlyMap<string, readonly string[]> {
  const near = new Map<string, string[]>();
  const add = (from: string, to: string): void => void near.set(from, [...(near.get(from) ?? []), to]);
  for (const { id, poweredBy, joins = [] } of equipment) {
    for (const other of [...poweredBy, ...joins]) {
      add(id, other);
      add(other, id);
    }
  }
  return near;
}

function drawBand(band: Band, next: Band | undefined, context: Context): void {
  let lane = 0;
  for (const [at, frame] of band.frames.entries()) {
    drawHead(frame, band, context);
    if (frame.section.hasBus) drawRails(frame, band, context);
    drawFeeders(frame, band, context);
    drawTie(frame, band.frames[at - 1], band, context);
    for (const [which, owner] of frame.below.entries()) {
      if (next) drawLink({ frame, band, next, owner, which, y: channelTop(band, lane) }, context);
      lane += 1;
    }
  }
}

function drawHead(frame: Frame, band: Band, context: Context): void {
  const { section } = frame;
  const x = riserX(frame);
  const top = ownerTop(band);
  for (const [at, feed] of section.feeds.entries()) drawFeed({ frame, band, at, feed }, context);
  const symbol = addHeadItem(section.owner, 'owner', [x, top], context);
  if (section.normalFeeds === null) drawEntry(frame, band, symbol, context);
  else drawTransferEntry(frame, band, symbol, context);
  if (section.hasBus) context.sheet.lines.push({ spots: [symbol, [symbol[0], band.rail]], place: section.owner });
}

interface FeedAt {
  readonly frame: Frame;
  readonly band: Band;
  readonly at: number;
  readonly feed: Feed;
}

/** The machines of one incoming line, and the line itself: above a symbol it has the state of what comes before. */
function drawFeed({ frame, band, at, feed }: FeedAt, context: Context): void {
  const { lines, stubs } = context.sheet;
  const x = feedX(frame, at);
  let y = feedTop(frame, band, at);
  let from = y;
  let before = feed.from ?? supplyOf(feed.path[0], context);
  if (feed.from !== null && !frame.linkedFrom.has(feed.from)) {
    stubs.push({ x: x - SYMBOL_X, y: y - 20, width: HEAD.width, toward: feed.from });
  }
  for (const id of feed.path) {
    const symbol = addHeadItem(id, 'head', [x - SYMBOL_X, y], context);
    if (before !== null) lines.push({ spots: [[x, from], symbol], place: before });
    from = symbol[1];
    before = id;
    y += headHeightOf(context.byId.get(id)?.class);
  }
  const bottom = pathBottom(frame, band);
  if (before !== null && from < bottom)
    lines.push({
      spots: [
        [x, from],
        [x, bottom],
      ],
      place: before,
    });
}

function addHeadItem(id: string, role: 'head' | 'owner', [x, y]: Spot, context: Context): Spot {
  const height = role === 'owner' ? HEAD.height : headHeightOf(context.byId.get(id)?.class);
  const symbol: Spot = [x + SYMBOL_X, y + SYMBOL_Y];
  const words = { x: x + 2 * SYMBOL_X + 4, y: y + 6, width: HEAD.width - 2 * SYMBOL_X - 8, height: height - 8 };
  addItem({ id, role, x, y, width: HEAD.width - 4, height: height - 2, symbol, words }, context);
  return symbol;
}

function addItem(item: Omit<DrawnItem, 'near' | 'parts'>, { sheet, near, groups }: Context): void {
  sheet.items.push({ ...item, near: near.get(item.id) ?? [], parts: groups.parts.get(item.id) ?? [] });
}

/** The supply above the first machine of a line: the utility’s, but a generator has none. */
function supplyOf(first: string | undefined, { byId }: Context): string | null {
  const kind = first === undefined ? undefined : byId.get(first)?.class;
  if (first === undefined || kind === undefined || kind === 'genset') return null;
  return kind === 'breaker' ? abovePlace(first) : first;
}

/** From the incoming lines to the owner of a bus; what several bring is collected above it. */
function drawEntry(frame: Frame, band: Band, symbol: Spot, context: Context): void {
  const { lines } = context.sheet;
  const { owner, feeds } = frame.section;
  const supply = feeds.length === 0 ? supplyOf(owner, context) : lastOf(feeds[0]);
  if (feeds.length <= 1) {
    if (supply !== null) lines.push({ spots: [[symbol[0], ownerTop(band)], symbol], place: supply });
    return;
  }
  const y = pathBottom(frame, band) + COLLECT / 2;
  for (const [at, feed] of feeds.entries()) {
    const x = feedX(frame, at);
    lines.push({
      spots: [
        [x, pathBottom(frame, band)],
        [x, y],
      ],
      place: lastOf(feed) ?? owner,
    });
    lines.push({ spots: [[x, y], [symbol[0], y], symbol], place: owner });
  }
}

const lastOf = (feed: Feed | undefined): string | null => feed?.path.at(-1) ?? feed?.from ?? null;

/** Each side of a transfer switch collects its own sources, the normal side above the other. */
function drawTransferEntry(frame: Frame, band: Band, symbol: Spot, context: Context): void {
  const { owner, feeds, normalFeeds } = frame.section;
  const { lines } = context.sheet;
  const from = pathBottom(frame, band);
  for (const side of ['normal', 'emergency'] as const) {
    const place = sidePlace(owner, side);
    const x = symbol[0] + (side === 'normal' ? -TRANSFER_HALF : TRANSFER_HALF);
    const end: Spot = [x, symbol[1] - TRANSFER_HALF];
    const y = from + (side === 'normal' ? 10 : 22);
    if (feeds.length === 0) lines.push({ spots: [[x, y], end], place });
    for (const [at, feed] of feeds.entries()) {
      if (at < (normalFeeds ?? 0) !== (side === 'normal')) continue;
      lines.push({
        spots: [
          [feedX(frame, at), from],
          [feedX(frame, at), y],
        ],
        place: lastOf(feed) ?? place,
      });
      lines.push({ spots: [[feedX(frame, at), y], [x, y], end], place });
    }
  }
}

/** The bus: one rail for each row of lines, joined at the left. */
function drawRails(frame: Frame, band: Band, { sheet }: Context): void {
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
function drawFeeders(frame: Frame, band: Band, context: Context): void {
  const grid = cellsOf(frame, band);
  for (const [at, tie] of frame.hanging.entries()) {
    const other = tie.joins.find((end) => end !== frame.section.owner) ?? tie.joins[0];
    const [x, bottom] = drawCell(frame, grid, at, [tie.id], 'tie', context);
    context.sheet.lines.push({
      spots: [
        [x, bottom - FEEDER.height + SYMBOL_Y],
        [x, bottom - 20],
      ],
      place: other,
    });
    context.sheet.stubs.push({ x: x + 10, y: bottom - 26, width: FEEDER.width - 40, toward: other });
  }
  for (const [at, path] of frame.section.feeders.entries()) {
    const [x, bottom] = drawCell(frame, grid, at + frame.hanging.length, path, 'feeder', context);
    const end: Spot = [x, bottom - FEEDER.height + SYMBOL_Y + 24];
    context.sheet.lines.push({
      spots: [[x, bottom - FEEDER.height + SYMBOL_Y], end],
      place: path.at(-1)!,
      isEnd: true,
    });
  }
}

/** One line of a bus with its machines from top to bottom; answers where it ends. */
function drawCell(
  frame: Frame,
  grid: Grid,
  at: number,
  path: readonly string[],
  role: ItemRole,
  context: Context,
): Spot {
  const [x, rail] = grid.dropOf(at);
  const left = x - SYMBOL_X + 4;
  let from = rail;
  let before = frame.section.owner;
  let y = rail + FEEDER.drop;
  for (const id of path) {
    const symbol: Spot = [x, y + SYMBOL_Y];
    const width = grid.width - 4;
    const words = { x: x + 18, y: y + 4, width: width - SYMBOL_X - 18, height: FEEDER.height - 8 };
    addItem({ id, role, x: left, y, width, height: FEEDER.height - 2, symbol, words }, context);
    context.sheet.lines.push({ spots: [[x, from], symbol], place: before });
    from = symbol[1];
    before = id;
    y += FEEDER.height;
  }
  return [x, y];
}

/** A tie between neighbours lies in the line of their buses, its words below. */
function drawTie(frame: Frame, left: Frame | undefined, band: Band, context: Context): void {
  if (!frame.tie || !left) return;
  const symbol: Spot = [frame.x + TIE_SPACE / 2, band.rail];
  const { lines } = context.sheet;
  lines.push({ spots: [[frame.x, band.rail], symbol], place: left.section.owner });
  lines.push({ spots: [symbol, [railLeft(frame), band.rail]], place: frame.section.owner });
  const [x, y] = [frame.x + 4, band.rail - TIE_ITEM.above];
  const words = { x: x + 4, y: band.rail + 16, width: TIE_SPACE - 16, height: TIE_ITEM.below - 18 };
  const [width, height] = [TIE_SPACE - 8, TIE_ITEM.above + TIE_ITEM.below];
  addItem({ id: frame.tie.id, role: 'tie', x, y, width, height, symbol, words }, context);
}

interface Link {
  readonly frame: Frame;
  readonly band: Band;
  readonly next: Band;
  readonly owner: string;
  readonly which: number;
  /** Height of its way through the channel between the bands. */
  readonly y: number;
}

/** From the left end of a bus down, through the channel, to the head of a bus in the next band. */
function drawLink({ frame, band, next, owner, which, y }: Link, { sheet }: Context): void {
  const target = next.frames.find(({ section }) => section.owner === owner);
  if (!target) return;
  const from = riserX(frame) - (which + 1) * LANE;
  for (const [at, feed] of target.section.feeds.entries()) {
    if (feed.from !== frame.section.owner) continue;
    const to = feedX(target, at);
    const spots: Spot[] = [
      [from, band.rail],
      [from, y],
      [to, y],
      [to, feedTop(target, next, at)],
    ];
    sheet.lines.push({ spots, place: frame.section.owner });
  }
}

/** What is not connected, in rows below a title; answers where it ends. */
function drawApart(top: number, width: number, context: Context): number {
  const { apart } = context.groups;
  if (apart.length === 0) return top;
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / FEEDER.width));
  for (const [at, id] of apart.entries()) {
    const x = MARGIN + (at % columns) * FEEDER.width;
    const y = top + 28 + Math.floor(at / columns) * (FEEDER.height + FEEDER.gap);
    const symbol: Spot = [x + SYMBOL_X, y + SYMBOL_Y];
    const words = { x: x + 40, y: y + 4, width: FEEDER.width - 48, height: FEEDER.height - 8 };
    addItem({ id, role: 'apart', x, y, width: FEEDER.width - 6, height: FEEDER.height, symbol, words }, context);
  }
  return top + 28 + Math.ceil(apart.length / columns) * (FEEDER.height + FEEDER.gap);
}
