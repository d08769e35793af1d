import { done, type Outcome, refused } from '../domain/errors.ts';
import { isGood } from '../domain/quality.ts';
import { type Role, ranksAtLeast } from '../domain/role.ts';
import { rawFor, type WriteRule } from '../domain/write-rule.ts';

/** A point as it is now. What is stale has lost its good quality already. */
export interface PresentValue {
  readonly value: number;
  readonly quality: number;
}

/** What is known at the moment somebody wants to set a point. */
export interface WriteState {
  readonly present: PresentValue;
  /** The points of the rule's preconditions, in its order. */
  readonly when: readonly PresentValue[];
  /** A write to this point is under way. */
  readonly isBusy: boolean;
  /** Monotonic ms; undefined when none is known. */
  readonly lastAttemptAt: number | undefined;
}

export interface WriteRequest {
  readonly role: Role;
  /** Engineering units. */
  readonly value: number;
  /** The present value the person decided on. */
  readonly seen: number;
}

/** Rounding of engineering units: what a step, a range end or an unchanged value may be off by, in steps. */
const SLACK = 1e-6;

/** Whether a point may be set now, and the raw value to send. `now` is monotonic ms. */
export function judgeWrite(rule: WriteRule, state: WriteState, request: WriteRequest, now: number): Outcome<number> {
  if (!ranksAtLeast(request.role, rule.role)) return refused('WRITE_NOT_ALLOWED', `needs ${rule.role}`);
  const wrong = valueProblem(rule, request.value);
  if (wrong) return refused('WRITE_OUT_OF_RANGE', wrong);
  if (state.isBusy) return refused('WRITE_BUSY');
  const waitMs = waitFor(rule, state.lastAttemptAt, now);
  if (waitMs > 0) return refused('WRITE_TOO_SOON', `${Math.ceil(waitMs / 1000)} s to go`);
  if (!isKnown(state.present)) return refused('WRITE_PRESENT_UNKNOWN');
  if (!isUnchanged(rule, request.seen, state.present.value)) return refused('WRITE_PRESENT_CHANGED');
  const open = rule.when.find((_, index) => !isMet(rule, state, index));
  if (open) return refused('WRITE_PRECONDITION', `${open.tag} must read ${open.in.join(' or ')}`);
  return done(rawFor(rule, onStep(rule, request.value)));
}

/** ms until the rule allows another write; 0 when it does now. */
export function waitFor({ everyMs }: WriteRule, lastAttemptAt: number | undefined, now: number): number {
  return lastAttemptAt === undefined ? 0 : Math.max(0, lastAttemptAt + everyMs - now);
}

/** A value a person may decide on. */
export const isKnown = ({ value, quality }: PresentValue): boolean => isGood(quality) && Number.isFinite(value);

/** Whether the precondition at `index` holds; what is not known does not. */
export function isMet(rule: WriteRule, { when }: Pick<WriteState, 'when'>, index: number): boolean {
  const present = when[index];
  const wanted = rule.when[index]?.in ?? [];
  return present !== undefined && isKnown(present) && wanted.includes(present.value);
}

function valueProblem({ range: [low, high], step, values }: WriteRule, value: number): string | undefined {
  if (!Number.isFinite(value)) return 'not a number';
  if (values) return values.includes(value) ? undefined : `one of ${values.join(', ')}`;
  const slack = step * SLACK;
  if (value < low - slack || value > high + slack) return `${low} to ${high}`;
  const steps = (value - low) / step;
  return Math.abs(steps - Math.round(steps)) <= SLACK ? undefined : `${low} to ${high} in steps of ${step}`;
}

/** The step that is meant, without the rounding of what was typed or computed. */
function onStep({ range: [low], step, values }: WriteRule, value: number): number {
  return values ? value : low + Math.round((value - low) / step) * step;
}

function isUnchanged({ deadband, step }: WriteRule, seen: number, present: number): boolean {
  return Math.abs(present - seen) <= deadband + step * SLACK;
}
