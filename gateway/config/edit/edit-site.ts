import { isDeepStrictEqual } from 'node:util';
import type { SiteEdit } from '../../domain/site-edit.ts';
import { stepText, stepValue } from './edit-step.ts';
import { type EditRefusal, type SecretPlaces, siteSteps } from './site-steps.ts';
import { placesOf } from './yaml-place.ts';

export type EditedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: EditRefusal };

/**
 * The text of a site file with an edit in it; every character that the edit is not about is as it was. The result has been read
 * again and says what was asked, or the edit is refused. Whether the site is right like that is for the loader to say.
 */
export function editSite(text: string, edit: SiteEdit, secrets: SecretPlaces = {}): EditedText {
  const byHand: EditedText = { ok: false, refusal: { why: 'by-hand', path: '' } };
  const before = placesOf(text);
  if (before === undefined) return byHand;
  const planned = siteSteps(before.value, edit, secrets);
  if (!planned.ok) return planned;
  let edited = text;
  let wanted = before.value;
  for (const step of planned.steps) {
    const next = stepText(edited, step);
    if (next === undefined) return byHand;
    edited = next;
    wanted = stepValue(wanted, step);
  }
  return isDeepStrictEqual(placesOf(edited)?.value, wanted) ? { ok: true, text: edited } : byHand;
}
