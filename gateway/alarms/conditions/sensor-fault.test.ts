import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { sensorFault } from './sensor-fault.ts';

const zone = (quality: number) => sensorFault.judge({}, { value: Number.NaN, quality }, null).zone;

describe('a sensor fault', () => {
  it('is a value that is none although the device answers', () => {
    for (const name of ['bad-sentinel', 'bad-not-a-number', 'bad-out-of-range', 'bad-stale', 'bad-device'] as const) {
      expect(zone(QUALITY[name])).toBe('alarm');
    }
  });

  it('is not a device that does not answer: that is told once, for the device', () => {
    for (const name of ['bad-timeout', 'bad-not-connected', 'bad-waiting', 'uncertain-old'] as const) {
      expect(zone(QUALITY[name])).toBe('unknown');
    }
    expect(zone(QUALITY.good)).toBe('normal');
  });
});
