import { ranksAtLeast } from '../role.ts';
import type { Expected } from './reference-episode.fixtures.ts';
import type { Fed, Mark } from './reference-signal.fixtures.ts';
import type { AlarmRule } from './rule.ts';

export type ServiceName = 'in-service' | 'out-of-service' | 'disabled';

export function serviceOf(rule: AlarmRule, history: readonly Fed[], out: readonly Expected[]): ServiceName[] {
  let state: ServiceName = 'in-service';
  return history.map(({ input }, index) => {
    const refusal = serviceRefusal(rule, state, input);
    if (refusal !== undefined) out[index]!.refusal = refusal;
    if (refusal === null)
      state = input.kind === 'disable' ? 'disabled' : input.kind === 'out-of-service' ? input.kind : 'in-service';
    return state;
  });
}

/** Null: it is done; undefined: it is about something else. */
function serviceRefusal(rule: AlarmRule, state: ServiceName, input: Fed['input']): string | null | undefined {
  switch (input.kind) {
    case 'out-of-service':
      if (state !== 'in-service') return 'ALARM_OUT_OF_SERVICE';
      if (!ranksAtLeast(input.actor.role, 'supervisor')) return 'AUTH_FORBIDDEN';
      return rule.class === 'safety' && input.second === null ? 'ALARM_SECOND_PERSON' : null;
    case 'disable':
      if (state === 'disabled') return 'ALARM_OUT_OF_SERVICE';
      return ranksAtLeast(input.actor.role, 'engineer') ? null : 'AUTH_FORBIDDEN';
    case 'return-to-service':
      return state === 'in-service' ? 'ALARM_IN_SERVICE' : null;
    default:
      return undefined;
  }
}

interface ShelfFact {
  readonly isShelved: boolean;
  readonly begins: boolean;
  readonly ends: boolean;
}

export function shelvesOf(
  rule: AlarmRule,
  history: readonly Fed[],
  service: readonly ServiceName[],
  marks: readonly Mark[],
  out: readonly Expected[],
): ShelfFact[] {
  let until: number | null = null;
  let isOneShot = false;
  let inARow = 0;
  return history.map(({ at, input }, index) => {
    const { active, fall } = marks[index]!;
    let begins = false;
    let ends = false;
    if (fall && until === null) inARow = 0;
    if (input.kind === 'shelve') {
      const isSupervisor = ranksAtLeast(input.actor.role, 'supervisor');
      const refusal =
        service[index] === 'disabled'
          ? 'ALARM_OUT_OF_SERVICE'
          : until !== null
            ? 'ALARM_ALREADY_SHELVED'
            : rule.class === 'safety' || input.forMs > rule.longestShelfMs || (inARow >= 2 && !isSupervisor)
              ? 'ALARM_SHELVE_REFUSED'
              : null;
      out[index]!.refusal = refusal;
      if (refusal === null) {
        begins = true;
        [until, isOneShot, inARow] = [at + input.forMs, input.mode === 'one-shot', isSupervisor ? 0 : inARow + 1];
      }
    } else if (input.kind === 'unshelve') {
      if (until === null) out[index]!.refusal = 'ALARM_NOT_SHELVED';
      ends = until !== null;
    } else if (until !== null) ends = (input.kind === 'tick' && at >= until) || (isOneShot && fall === true);
    if (ends) [until, inARow] = [null, active === null ? 0 : inARow];
    return { isShelved: until !== null, begins, ends };
  });
}

interface QuietFact {
  readonly isQuiet: boolean;
  readonly reasons: number;
  readonly adds: { readonly isNew: boolean; readonly parentOnset: number | null } | null;
  readonly frees: boolean;
}

export function suppressionOf(rule: AlarmRule, history: readonly Fed[]): QuietFact[] {
  const reasons = new Set<string>();
  let freeAt: number | null = null;
  return history.map(({ at, input }) => {
    let adds: QuietFact['adds'] = null;
    if (input.kind === 'suppress' && rule.suppressible && rule.class !== 'safety') {
      const { kind, key } = input.reason;
      adds = { isNew: !reasons.has(kind + key), parentOnset: input.parent?.onsetAt ?? null };
      reasons.add(kind + key);
    }
    const isReleased = input.kind === 'release' && reasons.delete(input.reason.kind + input.reason.key);
    if (isReleased) freeAt = Math.max(freeAt ?? 0, at + input.delayMs);
    const isOver = freeAt !== null && at >= freeAt && (isReleased || input.kind === 'tick');
    if (isOver) freeAt = null;
    return {
      isQuiet: reasons.size > 0 || freeAt !== null,
      reasons: reasons.size,
      adds,
      frees: isOver && reasons.size === 0,
    };
  });
}
