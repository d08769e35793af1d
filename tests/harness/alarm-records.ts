import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { StepEvent } from '../../gateway/domain/alarm-step.ts';
import { INITIAL_STATE } from '../../gateway/domain/condition-state.ts';
import type { AlarmTransition, Notice } from '../../gateway/ports/alarm-repository.ts';

/** Valid records of alarms; a test names only what it is about. */

export const START = Date.UTC(2026, 0, 5);
const text = { en: 'High pressure', zh: '高压' };

export const exampleAlarm = (change: Partial<Alarm> = {}): Alarm => ({
  ...{ id: 'CH-1.high~1', conditionId: 'CH-1.high', episode: 1, occurrence: 1, state: 'active-unacknowledged' },
  ...{ priority: 'P2', kind: 'limit', equipment: 'CH-1', system: 'chillers', tag: 'CH-1.cond_p', title: text },
  ...{ consequence: text, action: text, value: 1650.5, limit: 1600, unit: 'kPa', onsetAt: START, activeAt: START },
  ...{ returnedAt: null, acknowledgedAt: null, acknowledgedBy: null, closedAt: null, unknownSince: null },
  ...{ workOrder: null, ...change },
});

export const exampleEvent = (change: Partial<StepEvent> = {}): StepEvent => ({
  ...{ type: 'activated', occurrence: 1, at: START, value: 1650.5, actor: 'system', note: null, announce: true },
  ...change,
});

/** An activation that opens an order; `episode` numbers it. */
export function activation(
  conditionId = 'CH-1.high',
  episode = 1,
  change: Partial<AlarmTransition> = {},
): AlarmTransition {
  const alarm = exampleAlarm({ id: `${conditionId}~${episode}`, conditionId, episode });
  const order = { equipment: 'CH-1', priority: 'P2', title: text, description: text } as const;
  return {
    ...{ conditionId, state: INITIAL_STATE, savedAt: START, alarm, events: [exampleEvent()], notices: [] },
    ...{ order: { ...order, dedupKey: `CH-1:${conditionId}` }, ...change },
  };
}

export const exampleNotice = (change: Partial<Notice> = {}): Notice => ({
  ...{ id: 'msg_1', channel: 'desk', kind: 'alarm-activated', alarmId: 'CH-1.high~1', occurrence: 1 },
  ...{ priority: 'P2', dueAt: 0, queuedAt: START, ...change },
});
