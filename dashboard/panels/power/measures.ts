import type { EquipmentClass } from '../../../gateway/domain/equipment.ts';

/** Sizes of the single-line diagram, in pixels of a desk screen. */

/** Middle of a symbol in its place. */
export const SYMBOL_X = 20;
export const SYMBOL_Y = 30;
/** A machine above a bus: symbol and beside it up to five lines of words; wider where there is room, two and a line beside each other on a phone. */
export const HEAD = { width: 136, widest: 190, height: 104 };
/** A breaker has a name and a state, no figures. */
const BREAKER_HEIGHT = 64;
export const headHeightOf = (kind: EquipmentClass | undefined): number =>
  kind === 'breaker' ? BREAKER_HEIGHT : HEAD.height;
/** An incoming line without a machine of its own. */
export const BARE_FEED = 40;
/** A line that hangs on a bus. */
export const FEEDER = { width: 144, height: 86, gap: 12, drop: 8 };
/** Room to the left of a bus for the tie to its neighbour. */
export const TIE_SPACE = 136;
export const TIE_ITEM = { above: 20, below: 108 };
/** A tie that hangs on a bus like a line of it: below its words stands where it leads. */
export const HANGING = { height: 116, stub: 24 };
/** Between lines that run beside each other. */
export const LANE = 12;
/** Where several incoming lines are collected. */
export const COLLECT = 32;
/** Between two bands of buses: room for the lines from one to the next. */
export const CHANNEL = { base: 28, step: 10 };
export const MARGIN = 8;
/** From the middle of a transfer switch to its terminals. */
export const TRANSFER_HALF = 12;
/** Buses stand side by side while each has room for so many lines. */
export const LEAST_COLUMNS = 3;
