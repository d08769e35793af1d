import { abovePlace, sidePlace } from '../../../gateway/domain/topology-plan.ts';
import { COLLECT, HEAD, headHeightOf, SYMBOL_X, SYMBOL_Y, TRANSFER_HALF } from './measures.ts';
import { type Band, type Frame, feedTop, feedX, ownerTop, pathBottom, riserX } from './place-bands.ts';
import type { Feed } from './sections.ts';
import { addItem, type Sheet } from './sheet.ts';
import type { Spot } from './single-line.ts';

/** What stands above a bus: its incoming lines, where they meet, and its owner with the way down to the rail. */
export function drawHead(frame: Frame, band: Band, sheet: Sheet): void {
  const { section } = frame;
  const x = riserX(frame);
  const top = ownerTop(band);
  for (const [at, feed] of section.feeds.entries()) drawFeed({ frame, band, at, feed }, sheet);
  const symbol = addHeadItem({ id: section.owner, role: 'owner', at: [x, top], width: frame.ownerWidth }, sheet);
  if (section.normalFeeds === null) drawEntry(frame, band, symbol, sheet);
  else drawTransferEntry(frame, band, symbol, sheet);
  if (section.hasBus) sheet.lines.push({ spots: [symbol, [symbol[0], band.rail]], place: section.owner });
}

interface FeedAt {
  readonly frame: Frame;
  readonly band: Band;
  readonly at: number;
  readonly feed: Feed;
}

/** The machines of one incoming line, and the line itself: above a symbol it has the state of what comes before. */
function drawFeed({ frame, band, at, feed }: FeedAt, sheet: Sheet): void {
  const { lines, stubs } = sheet;
  const x = feedX(frame, at);
  let y = feedTop(frame, band, at);
  let from = y;
  let before = feed.from ?? supplyOf(feed.path[0], sheet);
  if (feed.from !== null && !frame.linkedFrom.has(feed.from)) {
    stubs.push({ x: x - SYMBOL_X, y: y - 20, width: HEAD.width, toward: feed.from });
  }
  for (const id of feed.path) {
    const symbol = addHeadItem({ id, role: 'head', at: [x - SYMBOL_X, y], width: frame.headWidth }, sheet);
    if (before !== null) lines.push({ spots: [[x, from], symbol], place: before });
    from = symbol[1];
    before = id;
    y += headHeightOf(sheet.byId.get(id)?.class);
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

interface HeadItem {
  readonly id: string;
  readonly role: 'head' | 'owner';
  readonly at: Spot;
  readonly width: number;
}

function addHeadItem({ id, role, at: [x, y], width }: HeadItem, sheet: Sheet): Spot {
  const height = role === 'owner' ? HEAD.height : headHeightOf(sheet.byId.get(id)?.class);
  const symbol: Spot = [x + SYMBOL_X, y + SYMBOL_Y];
  const words = { x: x + 2 * SYMBOL_X + 4, y: y + 6, width: width - 2 * SYMBOL_X - 8, height: height - 8 };
  addItem({ id, role, x, y, width: width - 4, height: height - 2, symbol, words }, sheet);
  return symbol;
}

/** The supply above the first machine of a line: the utility’s, but a generator has none. */
function supplyOf(first: string | undefined, { byId }: Sheet): string | null {
  const kind = first === undefined ? undefined : byId.get(first)?.class;
  if (first === undefined || kind === undefined || kind === 'genset') return null;
  return kind === 'breaker' ? abovePlace(first) : first;
}

/** From the incoming lines to the owner of a bus; what several bring is collected above it. */
function drawEntry(frame: Frame, band: Band, symbol: Spot, sheet: Sheet): void {
  const { lines } = sheet;
  const { owner, feeds } = frame.section;
  const supply = feeds.length === 0 ? supplyOf(owner, sheet) : lastOf(feeds[0]);
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
function drawTransferEntry(frame: Frame, band: Band, symbol: Spot, sheet: Sheet): void {
  const { owner, feeds, normalFeeds } = frame.section;
  const { lines } = sheet;
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
