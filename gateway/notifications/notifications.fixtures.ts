import type { Notification } from '../ports/channel.ts';

/** A valid message; a test names only what it is about. */
export const exampleNotification = (change: Partial<Notification> = {}): Notification => ({
  ...{ id: 'msg_0123456789abcdef', kind: 'alarm-activated', alarmId: 'L01.trapped~3', priority: 'P1' },
  site: { en: 'A Tower', zh: 'A座' },
  equipment: 'L01',
  equipmentName: { en: 'Lift 1', zh: '1#梯' },
  title: { en: 'passenger trapped', zh: '困人报警' },
  consequence: { en: 'A person is inside', zh: '轿厢内有人' },
  action: { en: 'Talk to them, call the contractor', zh: '安抚乘客，呼叫维保' },
  ...{ value: 12, limit: null, unit: '', activeAt: Date.UTC(2026, 0, 5, 6, 3), timeZone: 'Asia/Shanghai' },
  ...{ workOrder: 1187, link: 'https://tower.example/alarms?id=L01.trapped~3', ...change },
});
