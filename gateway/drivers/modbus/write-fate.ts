import type { WriteResult } from '../../ports/driver.ts';
import { exceptionText } from './exceptions.ts';
import type { Echo } from './question.ts';

/** What to think of an order after what came back for it. */
export type WriteFate =
  | { readonly kind: 'settled'; readonly result: WriteResult }
  /** Only reading back can tell. `isTaken`: the device, or somebody in its place, has confirmed it. */
  | { readonly kind: 'open'; readonly isTaken: boolean; readonly detail: string };

/** What was read afterwards: the newest value, raw, if any, or why there is none. */
export interface ReadBack {
  readonly value: number | undefined;
  readonly detail: string;
}

const settled = (result: WriteResult): WriteFate => ({ kind: 'settled', result });
const open = (isTaken: boolean, detail: string): WriteFate => ({ kind: 'open', isTaken, detail });

/** A confirmation is no proof, and silence no refusal (application protocol 1.1b3, 7 for the codes). */
export function fateOf(echo: Echo): WriteFate {
  switch (echo.kind) {
    case 'taken':
      return open(true, 'confirmed');
    case 'wrong-echo':
      return open(true, echo.detail);
    case 'unsent':
      return settled({ kind: 'unsent', detail: echo.detail });
    case 'exception':
      return fateOfException(echo.code);
    case 'timeout':
      return open(false, 'no answer in time');
    case 'garbled':
    case 'link-lost':
      return open(false, echo.detail);
  }
}

function fateOfException(code: number): WriteFate {
  const detail = exceptionText(code);
  switch (code) {
    // Accepted, and takes long.
    case 5:
      return open(true, detail);
    // It failed on the way, or behind a gateway that does not know how far it got.
    case 4:
    case 11:
      return open(false, detail);
    default:
      return settled({ kind: 'refused', detail });
  }
}

/** The end of an open write whose value has not been seen in time. */
export function unseen(fate: Extract<WriteFate, { kind: 'open' }>, { value, detail }: ReadBack): WriteResult {
  if (!fate.isTaken) {
    const seen = value === undefined ? `not read back: ${detail}` : `reads ${value}`;
    return { kind: 'unknown', detail: `${fate.detail}; ${seen}` };
  }
  if (value === undefined) return { kind: 'unverified', detail };
  return { kind: 'differs', readBack: value };
}
