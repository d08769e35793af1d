import { expect, it } from 'vitest';
import { readDraft, readRequest } from './read-new-order.ts';

const SETTING = { timeZone: 'Asia/Shanghai', now: Date.parse('2026-01-05T08:00:00+08:00') };

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
const request = (fields: Record<string, string>) => {
  const read = readRequest(formOf(fields), SETTING);
  return read.ok ? read.value : [...read.wrong];
};
const draft = (fields: Record<string, string>) => {
  const read = readDraft(formOf(fields), ['corrective', 'hazard'], SETTING);
  return read.ok ? read.value : [...read.wrong];
};

it('a request is what, where and who', () => {
  expect(request({})).toEqual(['item', 'place', 'name']);
  expect(request({ item: '漏水', place: '3F 茶水间', name: '张女士', phone: '8003', via: 'phone' })).toEqual({
    ...{ item: '漏水', place: '3F 茶水间', equipment: null, priority: 'P3', appointmentAt: null },
    requester: { name: '张女士', phone: '8003', via: 'phone' },
  });
});

it('an appointment lies ahead, in the time of the site', () => {
  const known = { item: 'a', place: 'b', name: 'c' };
  expect(request({ ...known, appointmentAt: '2026-01-05 10:00' })).toMatchObject({
    appointmentAt: '2026-01-05T02:00:00.000Z',
  });
  expect(request({ ...known, appointmentAt: '2026-01-05 07:00' })).toEqual(['appointmentAt']);
});

it('an order has equipment or a place, and a hazard a deadline', () => {
  expect(draft({ title: 'x' })).toEqual(['place']);
  expect(draft({ title: 'x', equipment: 'P1' })).toMatchObject({
    kind: 'corrective',
    equipment: 'P1',
    deadlineAt: null,
  });
  expect(draft({ title: 'x', place: 'B2', kind: 'hazard' })).toEqual(['deadlineAt']);
  expect(draft({ title: 'x', place: 'B2', kind: 'hazard', deadlineAt: '2026-01-08 18:00' })).toMatchObject({
    ...{ kind: 'hazard', deadlineAt: '2026-01-08T10:00:00.000Z', title: { en: 'x', zh: 'x' } },
  });
});
