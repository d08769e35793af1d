/** A reason says something. */
const LEAST_REASON = 3;

/** What was typed into a field, without blanks round it. */
export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** A reason, or undefined where it says next to nothing. */
export function reasonOf(form: FormData, name = 'reason'): string | undefined {
  const text = textOf(form, name);
  return text.length >= LEAST_REASON ? text : undefined;
}
