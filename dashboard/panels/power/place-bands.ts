import {
  BARE_FEED,
  CHANNEL,
  COLLECT,
  FEEDER,
  HANGING,
  HEAD,
  LANE,
  LEAST_COLUMNS,
  MARGIN,
  SYMBOL_X,
  TIE_ITEM,
  TIE_SPACE,
} from './measures.ts';
import type { BusSection, Feed, PowerSections, Tie } from './sections.ts';

/** Where a bus may stand in its band. */
export interface Frame {
  readonly section: BusSection;
  readonly x: number;
  readonly width: number;
  /** Room for each machine of its incoming lines, and for its owner, which stands alone below them. */
  readonly headWidth: number;
  readonly ownerWidth: number;
  /** The tie to the bus on its left. */
  readonly tie: Tie | undefined;
  readonly isTiedToTheRight: boolean;
  /** Ties that do not lie between neighbours hang on the second bus they join. */
  readonly hanging: readonly Tie[];
  /** Buses of the next band that it feeds. */
  readonly below: readonly string[];
  /** Buses of the band above that feed it. */
  readonly linkedFrom: ReadonlySet<string>;
}

/** Buses side by side, their rails at one height. */
export interface Band {
  readonly frames: readonly Frame[];
  readonly rail: number;
  readonly bottom: number;
}

/** The cells below a bus. */
export interface Grid {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly rowHeight: number;
  /** Where a line leaves its rail. */
  dropOf(at: number): readonly [number, number];
}

/** Divides the width among the buses of each rank, and stacks what has no room beside. */
export function placeBands(
  groups: PowerSections,
  width: number,
): { readonly bands: readonly Band[]; readonly bottom: number } {
  const rows = groups.ranks.flatMap((rank) => inRows(rank, groups, width));
  const between = tiesBetween(rows, groups.ties);
  let top = MARGIN;
  const bands = rows.map((row, at): Band => {
    const frames = framesOf({ row, above: rows[at - 1] ?? [], next: rows[at + 1] ?? [], between }, groups, width);
    const band = bandOf(frames, top);
    top = channelTop(band, 0) + CHANNEL.base + CHANNEL.step * linksOf(band);
    return band;
  });
  return { bands, bottom: top };
}

const feeds = (section: BusSection, owner: string): boolean => section.feeds.some(({ from }) => from === owner);

const feedWidth = ({ path }: Feed, headWidth: number): number => (path.length > 0 ? headWidth : BARE_FEED);
const leastHeadWidth = (section: BusSection): number =>
  Math.max(
    HEAD.width,
    section.feeds.reduce((sum, feed) => sum + feedWidth(feed, HEAD.width), 0),
  );

/** The least room a bus needs: for its head, and for some lines, whatever hangs on it now. */
function needOf(section: BusSection, { ranks }: PowerSections): number {
  const links = ranks.flat().filter((one) => feeds(one, section.owner)).length;
  return TIE_SPACE + (links + 2) * LANE + Math.max(leastHeadWidth(section), LEAST_COLUMNS * FEEDER.width);
}

function inRows(rank: readonly BusSection[], groups: PowerSections, width: number): (readonly BusSection[])[] {
  const need = rank.reduce((most, section) => Math.max(most, needOf(section, groups)), 1);
  const perRow = Math.max(1, Math.floor((width - MARGIN) / need));
  return Array.from({ length: Math.ceil(rank.length / perRow) }, (_, row) =>
    rank.slice(row * perRow, (row + 1) * perRow),
  );
}

/** The ties that lie between two neighbours, by the one on the right: one each. */
function tiesBetween(rows: readonly (readonly BusSection[])[], ties: readonly Tie[]): ReadonlyMap<string, Tie> {
  const between = new Map<string, Tie>();
  for (const row of rows) {
    for (const [at, { owner }] of row.entries()) {
      const left = row[at - 1]?.owner;
      const tie = ties.find(({ joins }) => left !== undefined && joins.includes(left) && joins.includes(owner));
      if (tie) between.set(owner, tie);
    }
  }
  return between;
}

interface Row {
  readonly row: readonly BusSection[];
  readonly above: readonly BusSection[];
  readonly next: readonly BusSection[];
  readonly between: ReadonlyMap<string, Tie>;
}

function framesOf({ row, above, next, between }: Row, groups: PowerSections, width: number): readonly Frame[] {
  const each = Math.floor((width - MARGIN) / row.length);
  const lying = new Set(between.values());
  const drafts = row.map((section, at) => ({
    section,
    x: MARGIN + at * each,
    width: each,
    tie: between.get(section.owner),
    isTiedToTheRight: between.has(row[at + 1]?.owner ?? ''),
    hanging: groups.ties.filter((tie) => tie.joins[1] === section.owner && !lying.has(tie)),
    below: next.flatMap((one) => (feeds(one, section.owner) ? [one.owner] : [])),
    linkedFrom: new Set(above.flatMap(({ owner }) => (feeds(section, owner) ? [owner] : []))),
  }));
  return drafts.map((draft) => ({ ...draft, ...headWidths(draft) }));
}

/** As wide as the room allows, so that a name with its alarm stays whole. */
function headWidths(frame: Omit<Frame, 'headWidth' | 'ownerWidth'>): Pick<Frame, 'headWidth' | 'ownerWidth'> {
  const machines = frame.section.feeds.filter(({ path }) => path.length > 0).length;
  const bare = (frame.section.feeds.length - machines) * BARE_FEED;
  const room = frame.x + frame.width - riserX(frame) - LANE;
  const within = (width: number): number => Math.min(HEAD.widest, Math.max(HEAD.width, Math.floor(width)));
  return { headWidth: within((room - bare) / Math.max(1, machines)), ownerWidth: within(room) };
}

function bandOf(frames: readonly Frame[], top: number): Band {
  const head = frames.reduce((most, { section }) => Math.max(most, headHeight(section)), 0);
  const rail = top + head;
  const draft = { frames, rail, bottom: rail };
  const body = frames.reduce((most, frame) => {
    const grid = cellsOf(frame, draft);
    return Math.max(most, grid.rows * grid.rowHeight, frame.tie ? TIE_ITEM.below : LANE);
  }, 0);
  return { ...draft, bottom: rail + body };
}

function headHeight(section: BusSection): number {
  const tallest = section.feeds.reduce((most, { height }) => Math.max(most, height), 0);
  return tallest + collectHeight(section) + HEAD.height;
}

/** Several incoming lines are collected above the owner; a transfer switch has two terminals in any case. */
const collectHeight = ({ feeds: all, normalFeeds }: BusSection): number =>
  all.length > 1 || normalFeeds !== null ? COLLECT : 0;

const linksOf = ({ frames }: Band): number => frames.reduce((sum, { below }) => sum + below.length, 0);

/** Height of a lane in the channel below a band. */
export const channelTop = ({ bottom }: Band, lane: number): number => bottom + CHANNEL.step * (lane + 1);

/** Where the rails of the lower rows begin; left of it the lines to the buses below leave. */
export const riserX = ({ x, tie, below }: Pick<Frame, 'x' | 'tie' | 'below'>): number =>
  x + (tie ? TIE_SPACE : 0) + (below.length + 1) * LANE;

/** Left end of the first rail. */
export const railLeft = (frame: Frame): number => riserX(frame) - frame.below.length * LANE;

export const ownerTop = ({ rail }: Pick<Band, 'rail'>): number => rail - HEAD.height;

export const pathBottom = ({ section }: Frame, band: Band): number => ownerTop(band) - collectHeight(section);

/** Top of the first machine of an incoming line. */
export const feedTop = (frame: Frame, band: Band, at: number): number =>
  pathBottom(frame, band) - (frame.section.feeds[at]?.height ?? 0);

/** Middle of an incoming line. */
export const feedX = (frame: Frame, at: number): number =>
  riserX(frame) +
  SYMBOL_X +
  frame.section.feeds.slice(0, at).reduce((sum, feed) => sum + feedWidth(feed, frame.headWidth), 0);

/** The cells below a bus: as many columns as its frame has room for, whatever hangs there. */
export function cellsOf(frame: Frame, { rail }: Pick<Band, 'rail'>): Grid {
  const left = riserX(frame);
  const room = frame.x + frame.width - left - LANE;
  const columns = Math.max(1, Math.floor(room / FEEDER.width));
  const width = Math.max(FEEDER.width, Math.floor(room / columns));
  const longest = frame.section.feeders.reduce((most, path) => Math.max(most, path.length), 1);
  const tallest = Math.max(longest * FEEDER.height, frame.hanging.length > 0 ? HANGING.height : 0);
  const rowHeight = FEEDER.drop + tallest + FEEDER.gap;
  const count = frame.hanging.length + frame.section.feeders.length;
  return {
    ...{ count, columns, width, rowHeight },
    rows: Math.ceil(count / columns),
    dropOf: (at) => [left + 4 + (at % columns) * width + SYMBOL_X - 4, rail + Math.floor(at / columns) * rowHeight],
  };
}
