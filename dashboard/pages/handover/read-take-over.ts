import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';

export type TakeOverField = 'found' | 'override';

/** What the relief said, or what is missing. */
export type ReadTakeOver =
  | {
      readonly ok: true;
      readonly wish: { readonly walked: boolean; readonly found: string; readonly overrideReason: string | null };
    }
  | { readonly ok: false; readonly wrong: ReadonlySet<TakeOverField> };

/** Reads the form of taking over. Who has not looked says why not; what stands against it needs a reason. */
export function readTakeOver(form: FormData, isBlocked: boolean): ReadTakeOver {
  const walked = textOf(form, 'walked') === 'yes';
  const found = textOf(form, 'found');
  const reason = reasonOf(form, 'override');
  const wrong = new Set<TakeOverField>();
  if (!walked && found === '') wrong.add('found');
  if (isBlocked && reason === undefined) wrong.add('override');
  if (wrong.size > 0) return { ok: false, wrong };
  return { ok: true, wish: { walked, found, overrideReason: isBlocked ? (reason ?? null) : null } };
}
