import type { RoundCheck, RoundMark } from '../../../gateway/domain/duty/rounds/round.ts';
import type { RoundAnswer } from '../../../gateway/domain/duty/rounds/round-fill.ts';

/** What somebody has typed of one check, before it is saved. */
export interface AnswerDraft {
  readonly mark: RoundMark | null;
  /** As typed; empty confirms the live value. */
  readonly value: string;
  readonly text: string;
  readonly note: string;
  readonly photo: string | null;
}

export const EMPTY_DRAFT: AnswerDraft = { mark: null, value: '', text: '', note: '', photo: null };

export type DraftProblem = 'remark' | 'number' | 'photo';

/** A number as people type it, with a comma or a point; undefined for what is none. */
export function numberOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** Whether anything was said of it yet. */
export function isAnswered(check: RoundCheck, { mark, value, text }: AnswerDraft): boolean {
  if (mark !== null) return true;
  return check.type === 'number' ? value.trim() !== '' : check.type === 'text' && text.trim() !== '';
}

/** What the gateway would refuse; said before it is sent, because a phone out of reach cannot ask. */
export function problemOf(check: RoundCheck, draft: AnswerDraft): DraftProblem | undefined {
  const value = numberOf(draft.value);
  if (check.type === 'number' && draft.value.trim() !== '' && value === undefined) return 'number';
  const isBad = draft.mark === 'bad' || (value !== undefined && isOutside(check, value));
  if (isBad && draft.note.trim() === '') return 'remark';
  const needsPhoto = check.photo === 'always' ? draft.mark !== 'none' : check.photo === 'onFail' && isBad;
  return needsPhoto && draft.photo === null ? 'photo' : undefined;
}

function isOutside({ normal }: RoundCheck, value: number): boolean {
  const [low, high] = normal ?? [];
  return (low !== undefined && value < low) || (high !== undefined && value > high);
}

/** The answer that is sent. A number that is left empty and marked √ confirms what telemetry says. */
export function answerOf(check: RoundCheck, { mark, value, text, note, photo }: AnswerDraft): RoundAnswer {
  return {
    check: check.id,
    mark,
    value: check.type === 'number' ? (numberOf(value) ?? null) : null,
    text: check.type === 'text' ? text.trim() || null : null,
    note: note.trim() || null,
    photo,
  };
}
