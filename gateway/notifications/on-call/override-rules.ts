import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { DutyOverride, OnCallPlan } from '../../domain/on-call.ts';
import { may } from '../../domain/role.ts';
import type { StoredOverride } from '../../ports/duty-store.ts';
import type { DutyCaller, OverrideDraft } from '../../ports/on-call-service.ts';
import { dutyTurns } from './duty-turns.ts';

const DAY_MS = 86_400_000;
const LONGEST_MS = 62 * DAY_MS;

export const managesDuty = ({ role }: DutyCaller): boolean => may(role, 'duty:manage');

/** What the site has, and the changes that count already. */
export interface OverrideContext {
  readonly plan: OnCallPlan;
  readonly overrides: readonly DutyOverride[];
  readonly now: number;
}

/**
 * The override as it is to be stored, or why it is refused. Who manages the duty is obeyed at once; anybody else may only ask another
 * person to take his own place. It never begins in the past, which is on record already.
 */
export function draftOverride(
  { plan, overrides, now }: OverrideContext,
  draft: OverrideDraft,
  caller: DutyCaller,
): Outcome<Omit<StoredOverride, 'id'>> {
  const { kind, person, instead, to } = draft;
  const rotation = plan.rotations.find(({ id }) => id === draft.rotation);
  if (!rotation) return refused('DUTY_ROTATION_NOT_FOUND', draft.rotation);
  const stranger = [person, instead].find((id) => id !== null && !plan.people.some((one) => one.id === id));
  if (stranger) return refused('DUTY_PERSON_NOT_FOUND', stranger);
  const from = Math.max(draft.from, now);
  const shape = shapeProblem({ ...draft, from });
  if (shape) return refused('DUTY_OVERRIDE_REFUSED', shape);
  const isOwn = kind === 'replace' && instead === caller.username;
  const manages = managesDuty(caller);
  if (!manages && !isOwn) return refused('AUTH_FORBIDDEN', 'only for the own duty, and only by asking another person');
  const turns = dutyTurns(plan, rotation, overrides, from, to);
  if (instead !== null && !turns.some((turn) => turn.person === instead))
    return refused('DUTY_OVERRIDE_REFUSED', `${instead} does not have this duty then`);
  const { username: by } = caller;
  const state = manages ? 'agreed' : 'asked';
  return done({ ...draft, from, by, state, createdAt: now, agreedBy: null, agreedAt: null });
}

function shapeProblem({ kind, person, instead, from, to }: OverrideDraft): string | undefined {
  if (to <= from) return 'it would be over already';
  if (to - from > LONGEST_MS) return 'at most 62 days';
  if ((kind === 'remove') !== (person === null)) return 'replace and add need a person, remove has none';
  if (kind === 'add' && instead !== null) return 'add takes nobody out';
  if (person !== null && person === instead) return 'somebody cannot stand in for himself';
  return undefined;
}

/** Why a person may not agree to a swap; undefined when he may. Somebody else can not do it for him. */
export function agreementProblem(
  swap: StoredOverride,
  { username }: DutyCaller,
  now: number,
): Outcome<never> | undefined {
  if (swap.person !== username) return refused('AUTH_FORBIDDEN', 'only the person asked can agree');
  if (swap.state === 'asked' && swap.to <= now) return refused('DUTY_OVERRIDE_REFUSED', 'it would be over already');
  return undefined;
}

/** Whether somebody may take an override back. */
export function mayWithdraw(override: StoredOverride, caller: DutyCaller): boolean {
  const isParty = override.by === caller.username || override.person === caller.username;
  return managesDuty(caller) || (override.state === 'asked' && isParty);
}
