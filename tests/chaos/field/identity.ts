/** Where a value lives. Connection below 16, unit below 64, table below 4, slot below 256. */
export interface Place {
  readonly connection: number;
  readonly unit: number;
  readonly table: number;
  readonly slot: number;
}

/** Every value changes this often, so that an old one is known for what it is. */
export const EPOCH_MS = 250;
const EPOCHS = 4096;

/** `at` is ms since the epoch, the same for all processes of one machine. */
export const epochAt = (at: number): number => Math.floor(at / EPOCH_MS) % EPOCHS;

/** How many epochs ago; 0 for the present one. Numbers near `EPOCHS` mean the future. */
export const epochsAgo = (epoch: number, at: number): number => (epochAt(at) - epoch + EPOCHS) % EPOCHS;

/** Two clocks read one after the other may lie on both sides of a border between epochs. */
const EPOCHS_AHEAD = 2;

/** How old a value of this epoch is at least, ms; 0 for one that is just coming. */
export function leastAgeMs(epoch: number, at: number): number {
  const ago = epochsAgo(epoch, at);
  if (ago >= EPOCHS - EPOCHS_AHEAD) return 0;
  return Math.max(0, (ago - 1) * EPOCH_MS + (at % EPOCH_MS));
}

const packed = ({ connection, unit, table, slot }: Place): number =>
  (connection << 16) | (unit << 10) | (table << 8) | slot;

const FACTOR = 0x9e3779b1;
/** FACTOR · INVERSE = 1 modulo 2³². */
const INVERSE = 0x0e8b2f51;

/** A bijection of 32-bit numbers that spreads neighbours far apart, so that halves of two values never make a third valid one. */
function mix(word: number): number {
  let mixed = Math.imul(word, FACTOR);
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, FACTOR);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function unmix(mixed: number): number {
  let word = mixed ^ (mixed >>> 16);
  word = Math.imul(word, INVERSE);
  word ^= word >>> 16;
  return Math.imul(word, INVERSE) >>> 0;
}

/** The 32-bit value of a place in an epoch; no two places ever hold the same one. */
export const wordAt = (place: Place, epoch: number): number => mix(((packed(place) << 12) | epoch) >>> 0);

/** Whose value it is, and of which epoch. */
export function readWord(word: number): { readonly place: Place; readonly epoch: number } {
  const raw = unmix(word >>> 0);
  const place = { connection: raw >>> 28, unit: (raw >>> 22) & 63, table: (raw >>> 20) & 3, slot: (raw >>> 12) & 255 };
  return { place, epoch: raw & 0xfff };
}

/** A 16-bit value; two places hold the same one once in 65,536 times. */
export const shortAt = (place: Place, epoch: number): number => wordAt(place, epoch) >>> 16;

/** A bit that does not change, since a bit could not tell its age. */
export const bitAt = (place: Place): number => wordAt(place, 0) & 1;

export const isSamePlace = (a: Place, b: Place): boolean => packed(a) === packed(b);

export const placeText = ({ connection, unit, table, slot }: Place): string =>
  `connection ${connection} unit ${unit} table ${table} slot ${slot}`;
