import type { Priority } from '../../../gateway/domain/alarm.ts';
import type { SiteEdit, WireLimit } from '../../data/config-api.ts';

const DELAY = /^\d+(\.\d+)?(ms|s|m|h|d)$/;
const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

type Change = Extract<SiteEdit, { readonly kind: 'change-alarm' }>['change'];

export type ReadLimit =
  /** No edits: everything is as it was. */
  | { readonly ok: true; readonly edits: readonly SiteEdit[] }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** What was changed of an alarm as an edit: only what differs; an emptied number goes back to the template. */
export function readLimit(form: FormData, equipment: string, limit: WireLimit): ReadLimit {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const wrong = new Set<string>();
  const options = readOptions(text, limit, wrong);
  const delays = readDelays(text, limit, wrong);
  if (wrong.size > 0) return { ok: false, wrong };
  const priority = PRIORITIES.find((one) => one === text('priority'));
  const isEnabled = text('enabled') !== 'false';
  const change: Change = {
    ...(priority !== undefined && priority !== limit.priority ? { priority } : {}),
    // On is what an alarm is when nothing is said of it.
    ...(isEnabled === limit.isEnabled ? {} : { enabled: isEnabled ? null : false }),
    ...delays,
    ...(Object.keys(options).length > 0 ? { options } : {}),
  };
  if (Object.keys(change).length === 0) return { ok: true, edits: [] };
  return { ok: true, edits: [{ kind: 'change-alarm', equipment, alarm: limit.name, change }] };
}

type TextOf = (name: string) => string;

function readOptions(
  text: TextOf,
  { optionNames, options }: WireLimit,
  wrong: Set<string>,
): Record<string, number | null> {
  const changed: Record<string, number | null> = {};
  for (const name of optionNames) {
    const given = text(`option.${name}`).replace(',', '.').replace('−', '-');
    const value = given === '' ? null : Number(given);
    if (value !== null && !Number.isFinite(value)) wrong.add(`option.${name}`);
    else if (value !== (options[name] ?? null)) changed[name] = value;
  }
  return changed;
}

function readDelays(text: TextOf, limit: WireLimit, wrong: Set<string>): Pick<Change, 'onDelay' | 'offDelay'> {
  const changed: { onDelay?: string; offDelay?: string } = {};
  for (const name of ['onDelay', 'offDelay'] as const) {
    const given = text(name);
    if (!DELAY.test(given)) wrong.add(name);
    else if (given !== limit[name]) changed[name] = given;
  }
  return changed;
}

/** Takes back everything the site file says of an alarm that can be set here. */
export function backToTemplate(equipment: string, { name, own }: WireLimit): readonly SiteEdit[] {
  const said = ['enabled', 'priority', 'onDelay', 'offDelay'].filter((key) => key in own);
  const options = Object.entries(Object(own.options)).flatMap(([key, value]) =>
    typeof value === 'number' ? [key] : [],
  );
  const change: Change = {
    ...Object.fromEntries(said.map((key) => [key, null])),
    ...(options.length > 0 ? { options: Object.fromEntries(options.map((key) => [key, null])) } : {}),
  };
  return Object.keys(change).length === 0 ? [] : [{ kind: 'change-alarm', equipment, alarm: name, change }];
}
