import type { ComplaintWish } from '../../data/complaint-api.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

export type ComplaintField = 'room' | 'name' | 'summary';

export const CHANNELS = ['phone', 'desk', 'app', 'mail', 'visit', 'hotline'] as const;
export const TOPICS = [
  ...(['power', 'lighting', 'water', 'drainage', 'cooling', 'heating', 'lift', 'noise', 'cleaning'] as const),
  ...(['security', 'parking', 'service', 'fees', 'other'] as const),
] as const;

const NEEDED: readonly ComplaintField[] = ['room', 'name', 'summary'];

/** What was typed about a complaint, or the fields that are missing. */
export function readComplaint(
  form: FormData,
):
  | { readonly ok: true; readonly wish: ComplaintWish }
  | { readonly ok: false; readonly wrong: ReadonlySet<ComplaintField> } {
  const wrong = new Set(NEEDED.filter((field) => textOf(form, field) === ''));
  if (wrong.size > 0) return { ok: false, wrong };
  const [kind, cause] = splitCause(textOf(form, 'cause'));
  return {
    ok: true,
    wish: {
      ...{ room: textOf(form, 'room'), name: textOf(form, 'name'), phone: textOf(form, 'phone') },
      ...{ summary: textOf(form, 'summary'), isMajor: textOf(form, 'major') === 'yes' },
      channel: CHANNELS.find((one) => one === textOf(form, 'channel')) ?? 'phone',
      topic: TOPICS.find((one) => one === textOf(form, 'topic')) ?? 'other',
      equipment: textOf(form, 'equipment') || null,
      alarmId: kind === 'alarm' ? cause : null,
      outage: kind === 'outage' ? Number(cause) : null,
    },
  };
}

/** `alarm INC1.supply-lost~3` or `outage 12`. */
function splitCause(text: string): readonly [string, string] {
  const at = text.indexOf(' ');
  return at < 0 ? ['', ''] : [text.slice(0, at), text.slice(at + 1)];
}
