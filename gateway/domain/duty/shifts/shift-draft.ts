import type { LocalText } from '../../text.ts';
import { bySystem, eventOf } from '../deed.ts';
import type { RecordDraft } from '../record.ts';
import type { HandPart, Shift, ShiftPerson } from './shift.ts';
import type { ShiftSlot } from './shift-slots.ts';

export const EMPTY_HAND: HandPart = {
  ...{ permits: '', instructions: '', note: '', switching: '' },
  checks: {
    keys: { result: null, remark: null },
    tools: { result: null, remark: null },
    clean: { result: null, remark: null },
  },
};

/** What a shift begins with. */
export interface ShiftStart {
  readonly slot: ShiftSlot;
  readonly title: LocalText;
  readonly minimum: number;
  readonly holiday: LocalText | null;
  readonly people: readonly ShiftPerson[];
  readonly checkDueAt: number | null;
  /** By when the relief has to have signed. */
  readonly dueAt: number;
  /** The program was not running while it went on: nobody can say what happened in it. */
  readonly isPast: boolean;
}

/** A shift that is to come, or one that is over and was not kept. */
export function shiftDraft(start: ShiftStart, now: number): RecordDraft<Shift> {
  const { slot, title, minimum, holiday, people, checkDueAt, dueAt, isPast } = start;
  const { trade, hours, startsAt, endsAt, key } = slot;
  const body: Shift = {
    ...{ trade, title, hours, startsAt, endsAt, holiday, minimum, people: [...people], presence: [] },
    ...{ takenOver: null, override: null, handover: null, lateToldAt: null, addenda: [] },
    check: checkDueAt === null ? null : { dueAt: checkDueAt, doneAt: null, by: null, note: '', isMissed: isPast },
  };
  const note = isPast ? 'the gateway was not running' : null;
  const event = eventOf(bySystem(now), {
    type: 'opened',
    note,
    detail: { people: people.map(({ person }) => person) },
  });
  const state = isPast ? 'missed' : 'open';
  return { key, subject: trade, at: startsAt, dueAt: isPast ? null : dueAt, state, body, event };
}
