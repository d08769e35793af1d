import { describe, expect, it } from 'vitest';
import { examplePoint } from '../../tests/harness/builders.ts';
import { withCounterLimits } from './counter-limits.ts';
import { loadText, METER, mistakesOf } from './load.fixtures.ts';

const counter = examplePoint({ kind: 'counter', unit: 'kWh', tag: 'X1.energy' });
const power = examplePoint({ unit: 'kW', tag: 'X1.power', range: [-300, 200] });

describe('the largest plausible rise of a counter', () => {
  it.each([
    ['the template says', counter, 80, power, 80],
    ['the power beside it allows', counter, undefined, power, 300],
    ['the power allows, in another unit', { ...counter, unit: 'MWh' }, undefined, power, 0.3],
    ['hours allow', { ...counter, unit: 'h' }, undefined, undefined, 1],
    ['the register is made for', { ...counter, rollover: 8_000 }, undefined, undefined, 2],
    ['nobody knows', counter, undefined, undefined, undefined],
    ['a power without a range does not say', counter, undefined, { ...power, range: undefined }, undefined],
  ])('is what %s', (_, point, maxRate, beside, most) => {
    expect(withCounterLimits(point, maxRate, beside).maxPerHour).toBe(most);
  });

  it('belongs to counters only', () => {
    expect(withCounterLimits(power, 80, undefined)).toBe(power);
  });
});

describe('a template', () => {
  const energy = METER.indexOf('kind: counter');
  const withLine = (line: string) => `${METER.slice(0, energy)}${line}\n    ${METER.slice(energy)}`;

  it('gives a counter its limit, from parameters if it likes', () => {
    const loaded = loadText({ template: withLine('maxRate: { parameter: rated, times: 0.7 }') });
    const counters = loaded.ok ? loaded.value.site.points.filter(({ kind }) => kind === 'counter') : [];
    expect(counters.map(({ maxPerHour }) => maxPerHour)).toEqual([560, 280]);
  });

  it('cannot give a counter the power of what is no power', () => {
    expect(mistakesOf(loadText({ template: withLine('power: current') }))).toEqual([
      expect.stringContaining('unknown power point "current"'),
    ]);
    expect(mistakesOf(loadText({ template: METER.replace('scan: fast', 'maxRate: 5') }))).toEqual([
      expect.stringContaining('a number does not count; allowed: only with kind: counter'),
    ]);
  });
});
