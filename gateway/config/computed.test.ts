import { describe, expect, it } from 'vitest';
import { createExpressionLanguage } from '../expressions/cel-language.ts';
import { loadText, METER, mistakesOf, SITE } from './load.fixtures.ts';
import type { LoadResult } from './load.ts';

const POWER = `  - name: load
    title: { en: Load, zh: 负载率 }
    unit: '%'
    expression: current / 800 * 100
`;
const withPower = METER.replace('alarms:\n', `${POWER}alarms:\n`);

/** Adds points to F02 in the site file. */
const withPoints = (...points: readonly string[]): string =>
  SITE.replace(
    '    poweredBy: [F01]\n',
    `    poweredBy: [F01]\n    points:\n${points.map((one) => `      - ${one}\n`).join('')}`,
  );
const sum = (expression: string, more = ''): string =>
  `{ name: both, title: { en: Both, zh: 合计 }, unit: A, expression: ${JSON.stringify(expression)}${more} }`;

const load = (site: string, template = METER): LoadResult =>
  loadText({ site, template, expressions: createExpressionLanguage() });

describe('a computed point', () => {
  it('stands in a template: every equipment has it, no device reads it', () => {
    const result = load(SITE, withPower);
    expect(mistakesOf(result)).toEqual([]);
    if (!result.ok) return;
    const { points, computed, connections } = result.value.site;
    expect(computed?.map(({ point }) => points[point]!.tag)).toEqual(['F01.load', 'F02.load']);
    const read = connections.flatMap(({ devices }) => devices.flatMap((device) => device.points));
    expect(read.map((index) => points[index]!.name)).not.toContain('load');
  });

  it('stands in the site file and looks at the whole site', () => {
    const result = load(withPoints(sum("current + at('F01.current') + avg('F01.load', '5m')")), withPower);
    expect(mistakesOf(result)).toEqual([]);
    expect(result.ok && result.value.site.points.at(-1)).toMatchObject({ tag: 'F02.both', unit: 'A', periodMs: 5_000 });
  });
});

describe('an alarm that is judged on something worked out', () => {
  const rising = METER.replace('kind: limit', 'kind: trend').replace(
    /options: .*overcurrent.*|options: \{ high.*/,
    'options: { per: 3 }',
  );

  it('has a point of its own, and watches that', () => {
    const result = load(SITE, rising);
    expect(mistakesOf(result)).toEqual([]);
    if (!result.ok) return;
    const { points, conditions: all, computed, connections } = result.value.site;
    const condition = all.find(({ id }) => id === 'F02.overcurrent')!;
    const watched = condition.watches.what === 'point' ? points[condition.watches.point]! : undefined;
    expect(watched).toMatchObject({ tag: 'F02.alarm_overcurrent', kind: 'number', unit: 'A/min', decimals: 2 });
    expect(computed).toContainEqual({ point: watched!.index, expression: "slope('current', '3m')" });
    expect(points.map(({ index }) => index)).toEqual(points.map((_, at) => at));
    expect(connections.flatMap(({ devices }) => devices.flatMap((device) => device.points))).not.toContain(
      watched!.index,
    );
  });

  it('says where the words stand that it could not be made from', () => {
    const mistakes = mistakesOf(load(SITE, rising.replace('per: 3', 'per: 0.001')));
    expect(mistakes[0]).toMatch(/^equipment\/acme-meter\.yaml:\d+:\d+ alarms\[0\]\.options: .*from 1s to 35d/);
  });
});

describe('what is wrong with an expression', () => {
  it.each([
    { expression: 'curent + 1', mistake: 'did you mean "current"?' },
    { expression: "at('F03.current')", mistake: 'unknown tag "F03.current"' },
    { expression: 'current +', mistake: '"current +": ' },
    { expression: 'current > 5', mistake: 'does not give a number' },
    { expression: "avg('current', '2 days')", mistake: 'from 1s to 35d' },
    { expression: 'both * 2', mistake: 'is worked out from itself: F02.both ← F02.both' },
  ])('$expression', ({ expression, mistake }) => {
    const mistakes = mistakesOf(load(withPoints(sum(expression))));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(mistake);
    expect(mistakes[0]).toMatch(/^site\.yaml:\d+:\d+ equipment\[1\]\.points\[0\]\.expression: /);
  });

  it('rings over several points are found once', () => {
    const other = "{ name: other, title: { en: O, zh: 其 }, expression: 'both - 1' }";
    const mistakes = mistakesOf(load(withPoints(sum('other + 1'), other)));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain('F02.both ← F02.other ← F02.both');
  });

  it('a name that is there already, an address beside it, a kind that cannot be', () => {
    const repeated = "{ name: current, title: { en: C, zh: 流 }, expression: '1' }";
    expect(mistakesOf(load(withPoints(repeated)))[0]).toContain('a second point is named "current"');
    const both = METER.replace('    scan: fast\n', "    scan: fast\n    expression: '1'\n");
    expect(mistakesOf(load(SITE, both))[0]).toContain('a point that is worked out has no address');
    expect(mistakesOf(load(withPoints(sum('1', ', kind: counter')))).join()).toContain('"counter" is not allowed');
  });
});
