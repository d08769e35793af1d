import { USUAL_DUTY_RANGE_MS } from '../../contract/on-call-requests.ts';
import { done } from '../../domain/errors.ts';
import type { EscalationPolicy, OnCallPlan, Target } from '../../domain/on-call.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredOverride } from '../../ports/duty-store.ts';
import type { Escalation } from '../../ports/escalation-store.ts';
import type { OnCallService } from '../../ports/on-call-service.ts';
import type { Handlers } from '../handler.ts';

interface OnCallServices {
  readonly onCall: OnCallService;
  readonly clock: Clock;
}

type OnCallRoutes =
  | ('readDuty' | 'readDutyPlan' | 'readDutyCoverage' | 'listEscalations')
  | ('listDutyOverrides' | 'overrideDuty' | 'agreeDutySwap' | 'withdrawDutyOverride');

/** The duty: who has it, changes of it, and whom alarms are being told to. */
export function onCallRoutes({ onCall, clock }: OnCallServices): Handlers<OnCallRoutes> {
  const range = ({ from = clock.nowMs(), to = from + USUAL_DUTY_RANGE_MS }: { from?: number; to?: number }) =>
    [from, to] as const;
  return {
    readDuty: async ({ query }) => {
      const at = query.at ?? clock.nowMs();
      return done({ at, rotations: await onCall.at(at) });
    },
    readDutyPlan: async ({ query }) => done({ ...viewPlan(onCall.plan), turns: await onCall.turns(...range(query)) }),
    readDutyCoverage: async () => done(await onCall.coverage()),
    listDutyOverrides: async ({ query }) => done((await onCall.overrides(...range(query))).map(viewOverride)),
    overrideDuty: async ({ body, caller }) => {
      const outcome = await onCall.override(body, caller);
      return outcome.ok ? done(viewOverride(outcome.value)) : outcome;
    },
    agreeDutySwap: async ({ params, caller }) => {
      const outcome = await onCall.agree(params.id, caller);
      return outcome.ok ? done(viewOverride(outcome.value)) : outcome;
    },
    withdrawDutyOverride: async ({ params, caller }) => {
      const outcome = await onCall.withdraw(params.id, caller);
      return outcome.ok ? done(null) : outcome;
    },
    listEscalations: async () => done((await onCall.escalations()).map(viewEscalation)),
  };
}

/** Telephone numbers and mail addresses stay here. */
function viewPlan({ timeZone, people, teams, rotations, policies }: OnCallPlan) {
  return {
    timeZone,
    people: people.map(({ id, name, language, contacts }) => {
      return { id, name, language, channels: [...new Set(contacts.map(({ channel }) => channel))] };
    }),
    teams,
    rotations: rotations.map(({ id, title, timeZone: zone, members }) => ({ id, title, timeZone: zone, members })),
    policies: policies.map(viewPolicy),
  };
}

function viewPolicy({ id, title, steps, repeat, digestAt }: EscalationPolicy) {
  const times = repeat && repeat.times < Number.MAX_SAFE_INTEGER ? repeat.times : null;
  return {
    ...{ id, title },
    steps: steps.map((step) => ({ ...step, targets: step.targets.map(viewTarget) })),
    repeat: repeat ? { afterMs: repeat.afterMs, times } : null,
    digestAt: digestAt ?? null,
  };
}

function viewTarget(target: Target) {
  switch (target.kind) {
    case 'person':
      return { kind: target.kind, id: target.person };
    case 'rotation':
      return { kind: target.kind, id: target.rotation };
    case 'team':
      return { kind: target.kind, id: target.team };
    case 'channel':
      return { kind: target.kind, id: target.channel };
  }
}

const viewOverride = ({ from: startsAt, to: endsAt, ...rest }: StoredOverride) => ({ ...rest, startsAt, endsAt });

const viewEscalation = ({ alarm, ...progress }: Escalation) => ({
  ...{ alarmId: alarm.id, equipment: alarm.equipment, title: alarm.title, priority: alarm.priority },
  ...progress,
});
