import type { Priority } from '../domain/alarm.ts';
import type { EscalationEffect } from '../ports/alarm-repository.ts';
import type { Escalation } from '../ports/escalation-store.ts';

/** An escalation without its alarm. */
export type EscalationProgress = Omit<Escalation, 'alarm'> & { readonly priority: Priority };

/**
 * An escalation after what its alarm did; undefined while nobody was ever told. A return that is about to be told stays so when the
 * alarm is acknowledged or closed meanwhile: those who were told are not the one who acted.
 */
export function applyEscalation(
  before: EscalationProgress | undefined,
  effect: EscalationEffect,
): EscalationProgress | undefined {
  switch (effect.action) {
    case 'start': {
      const { occurrence, priority, at } = effect;
      return { occurrence, priority, state: 'running', step: 0, round: 0, dueAt: at, policy: null };
    }
    case 'stop':
      return before?.state === 'running' ? { ...before, state: 'stopped', dueAt: effect.at } : before;
    case 'returned':
      return before && !effect.keepsOn ? { ...before, state: 'returning', dueAt: effect.at } : before;
  }
}

/** Whether an effect that no event tells of was applied before: it must be recognised by what it has led to. */
export function isApplied(before: EscalationProgress | undefined, effect: EscalationEffect): boolean {
  switch (effect.action) {
    case 'start':
      return before !== undefined && before.occurrence >= effect.occurrence;
    case 'stop':
    case 'returned':
      return before?.state !== 'running';
  }
}
