import { describe, expect, it } from 'vitest';
import { planTopology } from '../../../gateway/domain/topology-plan.ts';
import {
  breakerState,
  type PowerReading,
  type ReadPower,
  readPower,
  transferContacts,
  transferPosition,
  voltageOf,
} from './read-power.ts';
import { sampleHouse } from './sample-power.fixture.ts';

const OPEN_CLOSED = { 0: { en: 'open', zh: '分闸' }, 1: { en: 'closed', zh: '合闸' } };
const CONTACT = { 1: { en: 'open', zh: '分闸' }, 2: { en: 'closed', zh: '合闸' }, 3: { en: 'racked out', zh: '抽出' } };
const POSITION = { 0: { en: 'on normal', zh: '' }, 1: { en: 'going back', zh: '' }, 2: { en: 'on emergency', zh: '' } };
const LINE = { 0: { en: 'normal', zh: '' }, 1: { en: 'no voltage', zh: '' }, 2: { en: 'undervoltage', zh: '' } };

const STATES: Readonly<Record<string, PowerReading['states']>> = {
  closed: OPEN_CLOSED,
  breaker_normal: CONTACT,
  breaker_emergency: CONTACT,
  position: POSITION,
  line1: LINE,
  line2: LINE,
};

const reader =
  (values: Readonly<Record<string, number | null>>): ReadPower =>
  (tag) => {
    const value = values[tag];
    return value === undefined ? undefined : { value, states: STATES[tag.split('.')[1] ?? ''] ?? null };
  };

describe('a breaker', () => {
  it.each([
    [{ 'Q.closed': 1 }, 'closed'],
    [{ 'Q.closed': 0 }, 'open'],
    [{ 'Q.closed': 0, 'Q.tripped': 1 }, 'tripped'],
    [{ 'Q.closed': 1, 'Q.tripped': 1 }, 'unknown'],
    [{ 'Q.closed': 1, 'Q.opened': 1 }, 'unknown'],
    [{ 'Q.closed': 0, 'Q.opened': 0 }, 'unknown'],
    [{ 'Q.closed': 0, 'Q.opened': 1 }, 'open'],
    [{ 'Q.closed': 1, 'Q.opened': null }, 'unknown'],
    [{ 'Q.closed': null }, 'unknown'],
    [{}, 'unknown'],
  ])('%j is %s', (values, state) => {
    expect(breakerState(reader(values as Record<string, number | null>), 'Q')).toBe(state);
  });
});

describe('a transfer switch', () => {
  it('stands where its contacts say, if its position agrees', () => {
    const on = (normal: number, emergency: number, position?: number): ReadPower =>
      reader({
        ...{ 'A.breaker_normal': normal, 'A.breaker_emergency': emergency },
        ...(position === undefined ? {} : { 'A.position': position }),
      });
    expect(transferPosition(on(2, 1, 0), 'A')).toBe('normal');
    expect(transferPosition(on(1, 2, 2), 'A')).toBe('emergency');
    expect(transferPosition(on(1, 1, 1), 'A')).toBe('off');
    expect(transferPosition(on(3, 2), 'A')).toBe('emergency');
    expect(transferContacts(on(2, 1, 2), 'A')).toEqual({ normal: 'unknown', emergency: 'unknown' });
    expect(transferContacts(on(2, 2), 'A')).toEqual({ normal: 'unknown', emergency: 'unknown' });
  });

  it('is believed by its position alone, or by what it says it stands on, where it has no contacts', () => {
    expect(transferPosition(reader({ 'A.position': 2 }), 'A')).toBe('emergency');
    expect(transferPosition(reader({ 'A.on_line1': 1, 'A.on_line2': 0 }), 'A')).toBe('normal');
    expect(transferPosition(reader({ 'A.position': null }), 'A')).toBe('unknown');
    expect(transferPosition(reader({}), 'A')).toBe('unknown');
  });
});

it('tells a voltage by one phase that has it, and claims nothing without a fresh one', () => {
  expect(voltageOf(reader({ 'M.v_ab': 398, 'M.v_bc': null }), 'M')).toBe('live');
  expect(voltageOf(reader({ 'M.v_ab': 2, 'M.v_bc': 3 }), 'M')).toBe('dead');
  expect(voltageOf(reader({ 'M.v_ab': 2, 'M.v_bc': null }), 'M')).toBe('unknown');
  expect(voltageOf(reader({ 'M.i_a': 2 }), 'M')).toBe('none');
  expect(voltageOf(reader({ 'Q.closed': 0, 'Q.v_ab': 398 }), 'Q')).toBe('none');
  expect(voltageOf(reader({ 'A.line1': 0 }), 'A/normal')).toBe('live');
  expect(voltageOf(reader({ 'A.line1': 1 }), 'A/normal')).toBe('dead');
  expect(voltageOf(reader({ 'A.line1': 2 }), 'A/normal')).toBe('none');
  expect(voltageOf(reader({ 'A.emergency_ca': 400 }), 'A/emergency')).toBe('live');
});

describe('a house', () => {
  const plan = planTopology(sampleHouse(2));
  const NORMAL: Readonly<Record<string, number | null>> = {
    ...{ 'T1.v_ab': 400, 'T2.v_ab': 400, 'INC1.v_ab': 398, 'INC2.v_ab': 399 },
    ...{ 'Q1.closed': 1, 'Q2.closed': 1, 'Q3.closed': 0, 'G1.v_ab': 0, 'G2.v_ab': 0 },
    ...{ 'ATS1.breaker_normal': 2, 'ATS1.breaker_emergency': 1, 'ATS1.line1': 0, 'ATS1.line2': 1 },
    ...{ 'INC1-F01.v_ab': 397, 'INC1-F02.v_ab': 397, 'ATS1-F01.v_ab': 397 },
  };
  const stateWith = (change: Readonly<Record<string, number | null>>): Readonly<Record<string, string>> =>
    Object.fromEntries(readPower(plan, reader({ ...NORMAL, ...change })));

  it('lives by its two mains', () => {
    expect(stateWith({})).toMatchObject({
      ...{ T1: 'live', Q1: 'live', INC1: 'live', INC2: 'live', ATS1: 'live', G1: 'dead' },
      ...{ 'ATS1/emergency': 'dead', 'INC1-F01': 'live', 'INC2-F01': 'live', 'ATS1-F01': 'live' },
    });
  });

  it('loses one bus with its incomer, and the tie brings it back', () => {
    const lost = {
      'Q1.closed': 0,
      'Q1.tripped': 1,
      'INC1.v_ab': 0,
      'ATS1.line1': 1,
      'INC1-F01.v_ab': 0,
      'INC1-F02.v_ab': 0,
      'ATS1-F01.v_ab': 0,
    };
    expect(stateWith(lost)).toMatchObject({ T1: 'live', INC1: 'dead', ATS1: 'dead', 'INC1-F01': 'dead', INC2: 'live' });
    expect(stateWith({ 'Q1.closed': 0, 'Q3.closed': 1 })).toMatchObject({ INC1: 'live', ATS1: 'live' });
  });

  it('shows the emergency bus on its generator', () => {
    const outage = {
      ...{ 'T1.v_ab': 0, 'INC1.v_ab': 0, 'ATS1.line1': 1, 'ATS1.breaker_normal': 1 },
      'INC1-F01.v_ab': 0,
      'INC1-F02.v_ab': 0,
    };
    const onSet = stateWith({ ...outage, 'ATS1.breaker_emergency': 2, 'G1.v_ab': 400, 'ATS1.line2': 0 });
    expect(onSet).toMatchObject({
      INC1: 'dead',
      ATS1: 'generator',
      'ATS1-F01': 'generator',
      G1: 'generator',
      G2: 'dead',
    });
  });

  it('claims nothing behind an incomer that is not read, nor for a line whose meter is silent', () => {
    expect(stateWith({ 'Q1.closed': null })).toMatchObject({
      T1: 'live',
      INC1: 'unknown',
      'INC1-F01': 'unknown',
      INC2: 'live',
    });
    expect(stateWith({ 'INC1-F01.v_ab': null })).toMatchObject({
      'INC1-F01': 'unknown',
      INC1: 'live',
      'INC1-F02': 'live',
    });
    expect(stateWith({ 'INC1-F01.v_ab': 0 })).toMatchObject({ 'INC1-F01': 'dead', INC1: 'live' });
  });
});
