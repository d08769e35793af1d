import type { HandCheckName } from '../../../gateway/domain/duty/shifts/shift.ts';
import type { HandCheckWish, HandoverWish } from '../../data/shift-api.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

export const HAND_CHECKS: readonly HandCheckName[] = ['keys', 'tools', 'clean'];

/** What was typed, or the checks whose × says nothing. */
export type ReadHand =
  | { readonly ok: true; readonly wish: HandoverWish }
  | { readonly ok: false; readonly wrong: ReadonlySet<HandCheckName> };

/** Reads what people add to a handover. A check nobody has answered stays open. */
export function readHand(form: FormData): ReadHand {
  const checks = new Map(HAND_CHECKS.map((name) => [name, checkOf(form, name)]));
  const wrong = HAND_CHECKS.filter((name) => checks.get(name)?.result === 'bad' && !checks.get(name)?.remark);
  if (wrong.length > 0) return { ok: false, wrong: new Set(wrong) };
  const [permits, instructions] = [textOf(form, 'permits'), textOf(form, 'instructions')];
  const [note, switching] = [textOf(form, 'note'), textOf(form, 'switching')];
  return { ok: true, wish: { permits, instructions, note, switching, checks: Object.fromEntries(checks) } };
}

function checkOf(form: FormData, name: HandCheckName): HandCheckWish {
  const chosen = textOf(form, name);
  const result = chosen === 'ok' || chosen === 'bad' ? chosen : null;
  return { result, remark: textOf(form, `${name}-remark`) || null };
}
