import { textHash } from '../text-hash.ts';

/** What a code hangs on: a machine, or the room. */
export type PlaceKind = 'equipment' | 'area';

export interface Place {
  readonly kind: PlaceKind;
  readonly id: string;
}

/** Without letters that are taken for one another on a dusty sign. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_LENGTH = 6;
const FORM = /^([ea])-(.+)-([0-9A-Za-z]{6})$/;

/**
 * What the code at a place says, such as `e-CH-1-7K2M9Q`. Its end follows from the site, so that a code of another site is told
 * apart and nobody types one by guessing the name; it is no secret.
 */
export function placeCode(site: string, { kind, id }: Place): string {
  return `${kind === 'equipment' ? 'e' : 'a'}-${id}-${checkOf(site, kind, id)}`;
}

/** The place of a code of this site, scanned (a whole address ending in `/q/<code>`) or typed; undefined where it is none. */
export function readPlaceCode(site: string, text: string): Place | undefined {
  const match = FORM.exec(codeOf(text));
  if (!match) return undefined;
  const [, letter, id = '', check = ''] = match;
  const kind: PlaceKind = letter === 'e' ? 'equipment' : 'area';
  return check.toUpperCase() === checkOf(site, kind, id) ? { kind, id } : undefined;
}

/** The code in an address; what is no address is taken as it is. */
export function codeOf(text: string): string {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('/q/');
  return at < 0 ? trimmed : decoded(trimmed.slice(at + 3).replace(/[?#].*$/, ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function checkOf(site: string, kind: PlaceKind, id: string): string {
  let rest = textHash(`${site}/${kind}/${id}`);
  let check = '';
  for (let at = 0; at < CHECK_LENGTH; at++) {
    check += LETTERS[rest % LETTERS.length];
    rest = Math.floor(rest / LETTERS.length);
  }
  return check;
}
