import type { PoweredEquipment } from '../../../gateway/domain/topology-plan.ts';
import { drawFeeders, drawRails, drawTie } from './lay-out-bus.ts';
import { drawHead } from './lay-out-head.ts';
import { FEEDER, LANE, MARGIN, SYMBOL_X, SYMBOL_Y } from './measures.ts';
import { type Band, channelTop, type Frame, feedTop, feedX, placeBands, riserX } from './place-bands.ts';
import { addItem, blankSheet, type Sheet } from './sheet.ts';
import type { SingleLine, Spot } from './single-line.ts';

/**
 * Lays the power of a site out for a width: buses side by side while there is room, their lines below in rows, what they feed in the
 * next band. Depends on nothing but who feeds whom and the order of the site file: the same site has the same picture, and a line that
 * is added stands behind the others.
 */
export function laySingleLine(equipment: readonly PoweredEquipment[], width: number): SingleLine {
  const sheet = blankSheet(equipment);
  const { items, lines, stubs, groups } = sheet;
  const { bands, bottom } = placeBands(groups, width);
  for (const [at, band] of bands.entries()) drawBand(band, bands[at + 1], sheet);
  const apartBottom = drawApart(bottom, width, sheet);
  const right = items.reduce((most, item) => Math.max(most, item.x + item.width), 0);
  return {
    ...{ items, lines, stubs },
    width: Math.max(width, right + MARGIN),
    height: apartBottom + MARGIN,
    apart: groups.apart.length > 0 ? [MARGIN, bottom] : null,
  };
}

function drawBand(band: Band, next: Band | undefined, sheet: Sheet): void {
  let lane = 0;
  for (const [at, frame] of band.frames.entries()) {
    drawHead(frame, band, sheet);
    if (frame.section.hasBus) drawRails(frame, band, sheet);
    drawFeeders(frame, band, sheet);
    drawTie(frame, band.frames[at - 1], band, sheet);
    for (const [which, owner] of frame.below.entries()) {
      if (next) drawLink({ frame, band, next, owner, which, y: channelTop(band, lane) }, sheet);
      lane += 1;
    }
  }
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
function drawLink({ frame, band, next, owner, which, y }: Link, sheet: Sheet): void {
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
function drawApart(top: number, width: number, sheet: Sheet): number {
  const { apart } = sheet.groups;
  if (apart.length === 0) return top;
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / FEEDER.width));
  for (const [at, id] of apart.entries()) {
    const x = MARGIN + (at % columns) * FEEDER.width;
    const y = top + 28 + Math.floor(at / columns) * (FEEDER.height + FEEDER.gap);
    const symbol: Spot = [x + SYMBOL_X, y + SYMBOL_Y];
    const words = { x: x + 40, y: y + 4, width: FEEDER.width - 48, height: FEEDER.height - 8 };
    addItem({ id, role: 'apart', x, y, width: FEEDER.width - 6, height: FEEDER.height, symbol, words }, sheet);
  }
  return top + 28 + Math.ceil(apart.length / columns) * (FEEDER.height + FEEDER.gap);
}
