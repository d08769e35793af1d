import { describe, expect, it } from 'vitest';
import type { WireCard } from '../../../data/alarm-api.ts';
import { sampleAlarm } from '../../sample-alarm.fixture.ts';
import { offeredDeeds } from './offered-deeds.ts';

const RULES: WireCard['rules'] = {
  ...{ longestShelfMs: 3_600_000, acknowledgement: 'required', confirmRequired: false, latching: false },
};
const ALL = { acknowledge: true, shelve: true, service: true };
const RETURNED = '2026-11-21T20:10:00.000Z';

const offered = (change: Parameters<typeof sampleAlarm>[0], { may = ALL, rules = RULES, isConfirmed = false } = {}) =>
  offeredDeeds({ alarm: sampleAlarm(change), may, rules, isConfirmed });

describe('what is offered', () => {
  it('depends on what the person may do', () => {
    expect(offered({})).toEqual(['shelve', 'service', 'comment']);
    expect(offered({}, { may: { ...ALL, service: false } })).toEqual(['shelve', 'comment']);
    expect(offered({}, { may: { acknowledge: true, shelve: false, service: false } })).toEqual(['comment']);
    expect(offered({}, { may: { acknowledge: false, shelve: false, service: false } })).toEqual([]);
  });

  it('is no shelving where the class forbids it, or while that is not known', () => {
    expect(offered({}, { rules: { ...RULES, longestShelfMs: 0 } })).toEqual(['service', 'comment']);
    const unknown = { alarm: sampleAlarm(), may: ALL, rules: undefined, isConfirmed: false };
    expect(offeredDeeds(unknown)).toEqual(['service', 'comment']);
  });

  it('ends what keeps it quiet', () => {
    expect(offered({ state: 'shelved' })[0]).toBe('unshelve');
    expect(offered({ state: 'out-of-service' })).toEqual(['return-to-service', 'comment']);
  });

  it('is a reset only after acknowledging, confirming where asked for, and the return', () => {
    const confirming = { rules: { ...RULES, confirmRequired: true } };
    expect(offered({ state: 'latched-unacknowledged', returnedAt: RETURNED })).not.toContain('reset');
    expect(offered({ state: 'latched-acknowledged', returnedAt: null })).not.toContain('reset');
    expect(offered({ state: 'latched-acknowledged', returnedAt: RETURNED })[0]).toBe('reset');
    expect(offered({ state: 'latched-acknowledged', returnedAt: RETURNED }, confirming)[0]).toBe('confirm');
    expect(
      offered({ state: 'latched-acknowledged', returnedAt: RETURNED }, { ...confirming, isConfirmed: true })[0],
    ).toBe('reset');
  });

  it('is nothing once it is closed', () => {
    expect(offered({ state: 'closed' })).toEqual([]);
  });
});
