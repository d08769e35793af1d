import type { WireOffer } from '../../../data/api.ts';

export type EntryProblem = 'choose' | 'notNumber' | 'outside' | 'betweenSteps';

export type Entry =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly problem: EntryProblem };

const wrong = (problem: EntryProblem): Entry => ({ ok: false, problem });

/** What a step may be off by through rounding, in steps. */
const SLACK = 1e-6;

/** Reads what a person typed or chose. The gateway judges again; this only spares a refusal. Full-width digits are digits. */
export function readEntry(text: string, offer: Pick<WireOffer, 'range' | 'step' | 'values'>): Entry {
  const typed = text.normalize('NFKC').trim().replaceAll('\u2212', '-').replaceAll('。', '.');
  if (offer.values) return offer.values.map(String).includes(typed) ? number(typed) : wrong('choose');
  if (!/^[-+]?\d+(\.\d+)?$/.test(typed)) return wrong('notNumber');
  const [low = Number.NaN, high = Number.NaN] = offer.range;
  const value = Number(typed);
  if (!(value >= low && value <= high)) return wrong('outside');
  const steps = (value - low) / offer.step;
  return Math.abs(steps - Math.round(steps)) <= SLACK ? number(typed) : wrong('betweenSteps');
}

const number = (typed: string): Entry => ({ ok: true, value: Number(typed) });
