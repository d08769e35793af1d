import { expect, test } from 'vitest';
import { readComplaint } from './read-complaint.ts';

function form(change: Record<string, string> = {}): FormData {
  const data = new FormData();
  const typed = {
    ...{ room: '12-03', name: '刘女士', phone: '', channel: 'desk', topic: 'cooling', summary: 'too warm' },
    ...{ major: 'no', equipment: '', cause: '' },
    ...change,
  };
  for (const [key, value] of Object.entries(typed)) data.set(key, value);
  return data;
}

test('what lies behind it is an alarm, an outage or nothing', () => {
  expect(readComplaint(form())).toMatchObject({
    wish: { alarmId: null, outage: null, equipment: null, isMajor: false },
  });
  expect(readComplaint(form({ cause: 'alarm CH-1.shutdown~2' }))).toMatchObject({
    wish: { alarmId: 'CH-1.shutdown~2' },
  });
  expect(readComplaint(form({ cause: 'outage 12' }))).toMatchObject({ wish: { outage: 12, alarmId: null } });
});

test('room, name and what it is about are needed', () => {
  const read = readComplaint(form({ room: ' ', name: '', summary: '' }));
  expect(read.ok ? [] : [...read.wrong]).toEqual(['room', 'name', 'summary']);
});
