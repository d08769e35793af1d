import { isActive } from '../domain/condition-state.ts';
import type { QuietCondition } from '../ports/alarm-service.ts';
import type { Slot } from './condition-table.ts';

/** What people keep quiet: shelved, out of service, disabled. What ends first comes first. */
export const quietConditions = (slots: readonly Slot[]): readonly QuietCondition[] =>
  slots
    .flatMap((slot) => quietOf(slot) ?? [])
    .sort((a, b) => endOf(a) - endOf(b) || a.conditionId.localeCompare(b.conditionId));

const endOf = ({ until }: QuietCondition): number => until ?? Number.MAX_SAFE_INTEGER;

/** Out of service says more than shelved. */
function quietOf({ condition, state }: Slot): QuietCondition | null {
  const { service, shelving } = state;
  const { id: conditionId, equipment, title } = condition;
  const about = { conditionId, equipment, title, isActive: isActive(state) };
  if (service.state === 'out-of-service') {
    const { by, reason, reviewBy } = service;
    return { ...about, state: service.state, until: reviewBy, by, reason };
  }
  if (service.state === 'disabled')
    return { ...about, state: service.state, until: null, by: service.by, reason: service.reason };
  if (shelving.state === 'unshelved') return null;
  const { until, by, reason } = shelving;
  return { ...about, state: 'shelved', until, by, reason };
}
