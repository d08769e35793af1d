import type { Alarm } from '../domain/alarm.ts';
import type { Notification, NotifiedAlarm } from '../ports/channel.ts';
import type { LeasedNotice, Notice } from '../ports/outbox.ts';

/** Valid records of notifications; a test names only what it is about. */

const ACTIVE_AT = Date.UTC(2026, 0, 5, 6, 3);

export const trappedAlarm = (change: Partial<Alarm> = {}): Alarm => ({
  ...{ id: 'L01.trapped~3', conditionId: 'L01.trapped', episode: 3, occurrence: 1, state: 'active-unacknowledged' },
  ...{ priority: 'P1', class: 'safety', kind: 'discrete', equipment: 'L01', system: 'lifts', tag: 'L01.trapped' },
  title: { en: 'passenger trapped', zh: '困人报警' },
  consequence: { en: 'A person is inside', zh: '轿厢内有人' },
  action: { en: 'Talk to them, call the contractor', zh: '安抚乘客，呼叫维保' },
  ...{ value: null, limit: null, unit: '', onsetAt: ACTIVE_AT, activeAt: ACTIVE_AT, annunciatedAt: ACTIVE_AT },
  ...{ returnedAt: null, acknowledgedAt: null, acknowledgedBy: null, closedAt: null, unknownSince: null },
  ...{ shelvedUntil: null, shelvedBy: null, suppressedBy: [], parent: null, consequences: 0, firstOut: null },
  ...{ isChattering: false, workOrder: 1187, ...change },
});

export const notifiedAlarm = (change: Partial<Alarm> = {}, rest: Partial<NotifiedAlarm> = {}): NotifiedAlarm => ({
  alarm: trappedAlarm(change),
  equipmentName: { en: 'Lift 1', zh: '1#梯' },
  area: { en: 'Lobby', zh: '大堂' },
  links: {
    open: 'https://tower.example/alarms?id=L01.trapped~3',
    acknowledge: 'https://tower.example/a/token',
  },
  replyCode: 'A 4821',
  ...rest,
});

export const exampleNotification = (change: Partial<Notification> = {}): Notification => ({
  ...{ id: 'msg_0123456789abcdef', kind: 'alarm', recipient: 'wang', address: '', language: 'both' },
  site: { id: 'tower', name: { en: 'A Tower', zh: 'A座' }, timeZone: 'Asia/Shanghai' },
  ...{ priority: 'P1', alarms: [notifiedAlarm()], text: undefined, marks: [], maxAgeMs: 3_600_000 },
  ...change,
});

/** Queued at the moment its alarm became active, for one person by text message. */
export const exampleNotice = (change: Partial<Notice> = {}): Notice => ({
  ...{ id: 'n1', channel: 'sms', kind: 'alarm', recipient: 'wang', address: '+8613800000001', language: 'zh' },
  ...{ alarmId: 'L01.trapped~3', occurrence: 1, step: 0, priority: 'P1', dueAt: 0, queuedAt: ACTIVE_AT, body: null },
  ...change,
});

export const leasedNotice = (change: Partial<LeasedNotice> = {}): LeasedNotice => ({
  ...exampleNotice(),
  ...{ alarm: trappedAlarm(), attempts: 0, leaseUntil: ACTIVE_AT + 30_000, wasAnnounced: false },
  ...{ begunAs: null, ...change },
});
