import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { StepEvent } from '../../gateway/domain/alarm-input.ts';
import { INITIAL_STATE } from '../../gateway/domain/condition-state.ts';
import type { AlarmTransition, EscalationEffect, OrderEffect } from '../../gateway/ports/alarm-repository.ts';
import type { Notice } from '../../gateway/ports/outbox.ts';

/** Valid records of alarms; a test names only what it is about. */

export const START = Date.UTC(2026, 0, 5);
const text = { en: 'High pressure', zh: '高压' };

export const exampleAlarm = (change: Partial<Alarm> = {}): Alarm => ({
  ...{ id: 'CH-1.high~1', conditionId: 'CH-1.high', episode: 1, occurrence: 1, state: 'active-unacknowledged' },
  ...{ priority: 'P2', class: 'equipment', kind: 'limit', equipment: 'CH-1', system: 'chillers', tag: 'CH-1.cond_p' },
  ...{ title: text, consequence: text, action: text, value: 1650.5, limit: 1600, unit: 'kPa', onsetAt: START },
  ...{ activeAt: START, annunciatedAt: START, returnedAt: null, acknowledgedAt: null, acknowledgedBy: null },
  ...{ closedAt: null, unknownSince: null, shelvedUntil: null, shelvedBy: null, suppressedBy: [], parent: null },
  ...{ consequences: 0, firstOut: null, isChattering: false, workOrder: null, ...change },
});

export const exampleEvent = (change: Partial<StepEvent> = {}): StepEvent => ({
  ...{ type: 'activated', occurrence: 1, level: 0, priority: 'P2', at: START, sourceTime: START, isTimeSuspect: false },
  ...{ value: 1650.5, limit: 1600, actor: 'system', via: 'system', note: null, reason: null },
  ...{ annunciation: null, tells: false, ...change },
});

export const announced = (change: Partial<StepEvent> = {}): StepEvent =>
  exampleEvent({ type: 'annunciated', annunciation: 'new', tells: true, ...change });

export const opensOrder = (dedupKey: string, equipment = 'CH-1'): OrderEffect => ({
  action: 'open',
  cause: { dedupKey, equipment, priority: 'P2', title: text, description: text },
});

export const startsTelling = (change: object = {}): EscalationEffect => ({
  ...{ action: 'start', occurrence: 1, priority: 'P2', at: START, ...change },
});

/** An activation that is annunciated, opens an order and starts the telling of people; `episode` numbers it. */
export function activation(
  conditionId = 'CH-1.high',
  episode = 1,
  change: Partial<AlarmTransition> = {},
): AlarmTransition {
  const alarm = exampleAlarm({ id: `${conditionId}~${episode}`, conditionId, episode });
  return {
    ...{ conditionId, state: INITIAL_STATE, savedAt: START, savedMono: 1000, revision: 'r1', alarm },
    ...{ events: [exampleEvent(), announced()], order: opensOrder(`CH-1:${conditionId}`) },
    ...{ escalation: startsTelling(), ...change },
  };
}

export const exampleNotice = (change: Partial<Notice> = {}): Notice => ({
  ...{ id: 'msg_1', channel: 'desk', kind: 'alarm', recipient: 'kim', address: '+86 1', language: 'en' },
  ...{ alarmId: 'CH-1.high~1', occurrence: 1, step: 0, priority: 'P2', dueAt: 0, queuedAt: START, body: null },
  ...change,
});
