import { expect, it } from 'vitest';
import { placeCode } from '../../../gateway/domain/duty/rounds/place-code.ts';
import { type WorkOrderStep, workOrderStep } from '../../../gateway/domain/work-order.ts';
import { readStep, type StepSetting } from './read-step.ts';

const NOW = Date.parse('2026-01-05T08:00:00+08:00');
const SETTING: StepSetting = {
  ...{
    timeZone: 'Asia/Shanghai',
    site: 'tower',
    now: NOW,
    isAlarmActive: false,
    needsCodes: false,
    isCallBackOpen: false,
  },
};

function read(step: WorkOrderStep, fields: Record<string, string> = {}, change: Partial<StepSetting> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const result = readStep(step, form, { ...SETTING, ...change });
  return result.ok ? result.body : [...result.wrong];
}

it('knows the machine by the code that hangs on it, of this site only', () => {
  const code = (site: string, kind: 'equipment' | 'area', id: string) => placeCode(site, { kind, id });
  const arrive = (scanned: string) => read('arrive', { scanned });
  expect(arrive('')).toEqual({ step: 'arrive', method: 'hand' });
  expect(arrive(`https://tower.example/q/${code('tower', 'equipment', 'CH-1')}`)).toMatchObject({ scanned: 'CH-1' });
  for (const other of [code('elsewhere', 'equipment', 'CH-1'), code('tower', 'area', 'roof'), 'CH-1'])
    expect(arrive(other)).toEqual({ step: 'arrive', method: 'scan', scanned: other });
});

it('reads a hold with its reason and the time it goes on, as the site reads time', () => {
  const hold = { holdReason: 'parts', resumeAt: '2026-01-06 09:00' };
  expect(read('hold', hold)).toEqual({ step: 'hold', holdReason: 'parts', resumeAt: '2026-01-06T01:00:00.000Z' });
  expect(read('hold', { ...hold, resumeAt: '2026-01-05 07:00' })).toEqual(['resumeAt']);
  expect(read('hold', { ...hold, holdReason: 'other' })).toEqual(['note']);
  expect(read('hold')).toEqual(['holdReason', 'resumeAt']);
});

it('asks for what "done" needs: what was done, all codes or none, and why despite the alarm', () => {
  expect(read('done', { resolution: ' cleaned ' })).toEqual({ step: 'done', resolution: 'cleaned' });
  expect(read('done', { resolution: 'x' }, { needsCodes: true })).toEqual(['codes']);
  expect(read('done', { resolution: 'x', failure: 'f' })).toEqual(['codes']);
  const codes = { failure: 'f', cause: 'c', remedy: 'r' };
  expect(read('done', { resolution: 'x', ...codes }, { needsCodes: true })).toMatchObject({ codes });
  expect(read('done', { resolution: 'x' }, { isAlarmActive: true })).toEqual(['note']);
});

it('reads a call-back; what is not solved is said', () => {
  expect(read('call-back', { isSolved: 'yes', method: 'phone', score: '5', person: '张女士' })).toEqual({
    step: 'call-back',
    callBack: { isSolved: true, score: 5, comment: null, method: 'phone', person: '张女士' },
  });
  expect(read('call-back', { isSolved: 'no', method: 'phone' })).toEqual(['comment']);
  expect(read('call-back', { method: 'phone' })).toContain('isSolved');
});

it('reads hours that lie behind, in order', () => {
  const labour = { person: 'li', from: '2026-01-05 06:00', to: '2026-01-05 07:30', travelMinutes: '12,5' };
  expect(read('labour', labour)).toMatchObject({
    labour: { startAt: '2026-01-04T22:00:00.000Z', people: 1, travelMinutes: 12.5, isOvertime: false },
  });
  expect(read('labour', { ...labour, to: '2026-01-05 08:30' })).toEqual(['span']);
  expect(read('labour', { ...labour, from: '2026-01-05 07:45' })).toEqual(['span']);
  expect(read('labour', { ...labour, people: 'two' })).toEqual(['people']);
});

it('reads a part, a photo needs no form', () => {
  expect(read('parts', { name: '轴承 6312', quantity: '2', unit: '个', stage: 'issued' })).toMatchObject({
    part: { name: '轴承 6312', quantity: 2, price: null },
  });
  expect(read('parts', { stage: 'issued' })).toEqual(['name']);
});

it('changes only what is different, and says why', () => {
  const before = { priority: 'P3', priorityBefore: 'P3', place: '3F', placeBefore: '3F' };
  const times = { appointmentAt: '2026-01-05 10:00', appointmentAtBefore: '2026-01-05 10:00' };
  expect(read('change', { ...before, ...times, note: 'x' })).toEqual(['nothing']);
  expect(read('change', { ...before, ...times, priority: 'P2', note: 'x' })).toEqual({
    ...{ step: 'change', priority: 'P2', note: 'x' },
  });
  expect(read('change', { ...before, ...times, appointmentAt: '', note: 'x' })).toMatchObject({ appointmentAt: null });
  expect(read('change', { ...before, ...times, appointmentAt: 'soon', note: 'x' })).toEqual(['appointmentAt']);
  expect(read('change', { ...before, place: '4F' })).toEqual(['note']);
});

it('arriving is by word unless a code was read', () => {
  expect(read('arrive')).toEqual({ step: 'arrive', method: 'hand' });
  expect(read('arrive', { scanned: 'CH-2' })).toEqual({ step: 'arrive', method: 'scan', scanned: 'CH-2' });
});

it('closing before the call-back needs a reason', () => {
  expect(read('close', {}, { isCallBackOpen: true })).toEqual(['note']);
  expect(read('close')).toEqual({ step: 'close' });
});

it.each(workOrderStep.options)('reads %s of an empty form without failing', (step) => {
  expect(() => read(step)).not.toThrow();
});
