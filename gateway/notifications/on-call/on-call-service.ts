import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { DutyOverride, OnCallPlan, Rotation } from '../../domain/on-call.ts';
import type { SystemEvent } from '../../ports/alarm-repository.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyStore, StoredOverride } from '../../ports/duty-store.ts';
import type { EscalationStore } from '../../ports/escalation-store.ts';
import type { DutyCaller, OnCallService, OnDuty } from '../../ports/on-call-service.ts';
import { countingOverrides } from './counting-overrides.ts';
import { COVERAGE_MS, coverageFrom } from './coverage-watch.ts';
import { dutyTurns } from './duty-turns.ts';
import { holds } from './intervals.ts';
import { agreementProblem, draftOverride, mayWithdraw } from './override-rules.ts';

const DAY_MS = 86_400_000;
/** As long as an override can be, so that those that cut a turn outside of the range are seen too. */
const AROUND_MS = 62 * DAY_MS;
const LONGEST_MS = 62 * DAY_MS;

export interface OnCallServiceOptions {
  readonly plan: OnCallPlan;
  readonly duty: DutyStore;
  readonly escalations: Pick<EscalationStore, 'running'>;
  /** Into the journal. */
  readonly note: (events: readonly SystemEvent[]) => Promise<void>;
  /** The duty is another than before: the coverage is to be looked at. Must not throw. */
  readonly onChanged: () => void;
  readonly clock: Clock;
}

/** Who has the duty, from the site file and the overrides of the store. */
export function createOnCallService(options: OnCallServiceOptions): OnCallService {
  const { plan, duty, escalations, clock } = options;
  const counting = async (from: number, to: number): Promise<readonly DutyOverride[]> =>
    countingOverrides(await duty.overrides(from - AROUND_MS, to + AROUND_MS));
  return {
    plan,
    async at(moment) {
      const overrides = await counting(moment, moment + COVERAGE_MS);
      return plan.rotations.map((rotation) => onDuty(plan, rotation, overrides, moment));
    },
    async turns(from, to) {
      const end = Math.min(to, from + LONGEST_MS);
      const overrides = await counting(from, end);
      const turns = plan.rotations.flatMap((rotation) => dutyTurns(plan, rotation, overrides, from, end));
      return turns.sort((a, b) => a.startsAt - b.startsAt);
    },
    async coverage() {
      const now = clock.nowMs();
      return coverageFrom(plan, await counting(now, now + COVERAGE_MS), now);
    },
    overrides: (from, to) => duty.overrides(from, to),
    async override(draft, caller) {
      const now = clock.nowMs();
      const overrides = await counting(draft.from, draft.to);
      const drafted = draftOverride({ plan, overrides, now }, draft, caller);
      if (!drafted.ok) return drafted;
      const added = await duty.add(drafted.value);
      await changed(options, added, added.state === 'asked' ? 'asked' : 'set', caller);
      return done(added);
    },
    agree: (id, caller) => agree(options, id, caller),
    withdraw: (id, caller) => withdraw(options, id, caller),
    escalations: () => escalations.running(),
  };
}

function onDuty(plan: OnCallPlan, rotation: Rotation, overrides: readonly DutyOverride[], at: number): OnDuty {
  const turns = dutyTurns(plan, rotation, overrides, at, at + COVERAGE_MS);
  const { id, title, timeZone } = rotation;
  const people = turns.filter((turn) => holds(turn, at));
  return { rotation: id, title, timeZone, people, next: turns.find(({ startsAt }) => startsAt > at) ?? null };
}

async function agree(options: OnCallServiceOptions, id: number, caller: DutyCaller): Promise<Outcome<StoredOverride>> {
  const { duty, clock } = options;
  const swap = await duty.override(id);
  if (!swap) return refused('DUTY_OVERRIDE_NOT_FOUND');
  const problem = agreementProblem(swap, caller, clock.nowMs());
  if (problem) return problem;
  const isNew = await duty.agree(id, caller.username, clock.nowMs());
  const agreed = await duty.override(id);
  if (!agreed) return refused('DUTY_OVERRIDE_NOT_FOUND');
  if (isNew) await changed(options, agreed, 'agreed', caller);
  return done(agreed);
}

async function withdraw(options: OnCallServiceOptions, id: number, caller: DutyCaller): Promise<Outcome<void>> {
  const override = await options.duty.override(id);
  if (!override) return refused('DUTY_OVERRIDE_NOT_FOUND');
  if (!mayWithdraw(override, caller)) return refused('AUTH_FORBIDDEN', 'only who manages the duty');
  if (!(await options.duty.remove(id))) return refused('DUTY_OVERRIDE_NOT_FOUND');
  await changed(options, override, 'withdrawn', caller);
  return done(undefined);
}

/** On record, and looked at for gaps. */
async function changed(
  { note, onChanged, clock }: OnCallServiceOptions,
  { id, rotation, kind, person, instead, from, to, reason }: StoredOverride,
  what: 'asked' | 'set' | 'agreed' | 'withdrawn',
  { username }: DutyCaller,
): Promise<void> {
  if (what !== 'asked') onChanged();
  const text = { what, id, rotation, kind, person, instead, from, to, reason };
  await note([{ type: 'duty-changed', at: clock.nowMs(), actor: username, note: JSON.stringify(text) }]);
}
