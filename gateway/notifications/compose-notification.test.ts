import { expect, test } from 'vitest';
import { exampleAlarm, exampleNotice } from '../../tests/harness/alarm-records.ts';
import { composeNotification } from './compose-notification.ts';

const site = {
  ...{ name: { en: 'A Tower', zh: 'A座' }, timeZone: 'Asia/Shanghai', publicUrl: 'https://tower.example/watch' },
  equipmentName: (id: string) => (id === 'CH-1' ? { en: 'Chiller 1', zh: '1#冷水机组' } : undefined),
};
const leased = {
  ...exampleNotice(),
  alarm: exampleAlarm({ workOrder: 7 }),
  attempts: 0,
  leaseUntil: 0,
  wasAnnounced: false,
};

test('a message says what the alarm is now, and where to open it', () => {
  expect(composeNotification(site, leased)).toMatchObject({
    ...{ id: 'msg_1', kind: 'alarm-activated', alarmId: 'CH-1.high~1', workOrder: 7, value: 1650.5, limit: 1600 },
    ...{ equipmentName: { zh: '1#冷水机组' }, link: 'https://tower.example/watch/alarms?id=CH-1.high~1' },
  });
});

test('equipment that is gone keeps its id; without a public address there is no link', () => {
  const alarm = exampleAlarm({ equipment: 'old' });
  const message = composeNotification({ ...site, publicUrl: undefined }, { ...leased, alarm });
  expect(message.equipmentName).toEqual({ en: 'old', zh: 'old' });
  expect(message.link).toBeUndefined();
});
