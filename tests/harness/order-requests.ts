import { TICK_MS } from '../../gateway/domain/work-order-reference-clocks.fixtures.ts';
import type { Deed } from '../../gateway/domain/work-order-reference-rules.fixtures.ts';
import type { WorkOrderRequest } from '../../gateway/domain/work-order-request.ts';
import { CODES } from './order-bench.ts';

/** A step as it goes over the wire. */
export type StepBody = WorkOrderRequest & { readonly expectedVersion?: number };

/** The request that a deed stands for. */
export function requestOf(deed: Deed, now: number): StepBody {
  const { step, flaw } = deed;
  if (flaw === 'blank') return { step };
  const note = flaw === 'no-note' ? {} : { note: 'why' };
  return { step, ...note, ...saidOf(deed, now) };
}

function saidOf(deed: Deed, now: number): Partial<StepBody> {
  const { step, flaw, isSolved, isBad } = deed;
  const isHalf = flaw === 'half';
  const isUnknown = flaw === 'unknown';
  switch (step) {
    case 'assign':
      return { assignee: deed.assignee };
    case 'reject':
      return { rejectReason: 'duplicate' };
    case 'hold':
      return { holdReason: deed.holdReason as NonNullable<StepBody['holdReason']>, resumeAt: isHalf ? now : now + 1 };
    case 'arrive':
      if (!deed.isScan) return { method: 'hand' };
      return { method: 'scan', ...(isHalf ? {} : { scanned: isUnknown ? 'M2' : 'M1' }) };
    case 'done': {
      const cause = deed.foundNothing ? 'no-fault-found' : 'dirt';
      const codes = { ...CODES, cause: isUnknown ? 'magic' : cause };
      return { ...(flaw === 'no-words' ? {} : { resolution: 'repaired' }), ...(isHalf ? {} : { codes }) };
    }
    case 'call-back': {
      const comment = flaw === 'no-note' || flaw === 'no-words' ? null : 'said';
      return { callBack: { isSolved: isHalf ? null : isSolved, score: null, comment, method: 'phone', person: null } };
    }
    case 'fill':
      return { answers: isHalf ? [] : answersOf(deed) };
    case 'labour': {
      const [startAt, endAt] = [now - 2 * TICK_MS, isUnknown ? now + 1 : now];
      return {
        labour: {
          person: 'zhao',
          startAt: isHalf ? endAt : startAt,
          endAt,
          people: 1,
          travelMinutes: 0,
          isOvertime: isBad,
        },
      };
    }
    case 'parts':
      return { part: { part: null, name: 'seal', quantity: 1, unit: 'pcs', price: null, stage: 'issued' } };
    case 'attach':
      return { file: { sha256: 'a'.repeat(64), name: 'a.jpg', mediaType: 'image/jpeg', stage: 'after' } };
    case 'change':
      return isHalf ? {} : changesOf(deed, now);
    default:
      return {};
  }
}

function answersOf({ flaw, isBad }: Deed): NonNullable<StepBody['answers']> {
  if (flaw === 'unknown') return [isBad ? { item: 'c', value: true } : { item: 'a', value: 'yes' }];
  const note = flaw === 'no-note' ? {} : { note: 'seen' };
  const first = { item: 'a', value: !isBad, ...note };
  return flaw === 'no-words' ? [first, { item: 'b', value: isBad ? 5 : 2 }] : [first];
}

function changesOf({ priority, appointment, deadline }: Deed, now: number): Partial<StepBody> {
  const at = (ticks: number | null): number | null => (ticks === null ? null : now + ticks * TICK_MS);
  return {
    priority,
    ...(appointment === undefined ? {} : { appointmentAt: at(appointment) }),
    ...(deadline === undefined ? {} : { deadlineAt: at(deadline) }),
  };
}
