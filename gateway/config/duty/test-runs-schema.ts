import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { TestRunPlan, TestRunRule } from '../../domain/duty/test-runs/test-run-plan.ts';
import { localText } from '../../domain/text.ts';
import type { DutyContext } from '../duty-context.ts';
import { entryId as id } from '../entry-id.ts';
import { within } from '../origin.ts';
import { testRunSet, testRunSetEntry } from './test-run-set.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_MS = 86_400_000;

const rule = z.strictObject({
  id,
  title: localText.optional(),
  every: z.int().min(1).max(366).meta({ description: 'Days; with a weekday whole weeks' }),
  weekday: z.enum(WEEKDAYS).optional().meta({ description: 'On this day; without it so long after the run before' }),
  least: duration.default('30m').meta({ description: 'Shorter runs do not count' }),
  load: z.number().min(0).max(110).optional().meta({ description: 'Mean load in percent; without it idle runs count' }),
  soon: z.int().min(0).max(30).default(1).meta({ description: 'Days before it is due on which the duty is told' }),
});
type RuleEntry = z.infer<typeof rule>;

/** Weekly on Tuesday for half an hour, and monthly with load: the stricter of the figures met in practice. */
const USUAL_RULES: readonly RuleEntry[] = [
  { id: 'weekly', every: 7, weekday: 'tue', least: '30m', soon: 1 },
  { id: 'loaded', every: 31, least: '30m', load: 30, soon: 3 },
];

/** Section `duty.testRuns` of the site file. */
export const testRunsSection = z
  .strictObject({
    rules: z.array(rule).max(10).optional().meta({ description: 'Every Tuesday and monthly with load by default' }),
    sets: z
      .array(testRunSetEntry)
      .default([])
      .meta({ description: 'Every generator set of the site is watched, named here or not' }),
    rest: duration.default('60s').meta({ description: 'A standstill that ends a run' }),
    onLoad: z.number().min(1).max(50).default(5).meta({ description: 'Percent above which a set carries load' }),
    signWithin: duration.default('2h').meta({ description: 'After the run, by who ran it' }),
    lookBack: z
      .int()
      .min(1)
      .max(400)
      .default(62)
      .meta({ description: 'Days of history looked through at the first start' }),
  })
  .prefault({});
export type TestRunsSection = z.infer<typeof testRunsSection>;

/** The test runs of a site: every generator set, with the rules that hold for it. */
export function resolveTestRuns(section: TestRunsSection, context: DutyContext): TestRunPlan {
  const { site } = context;
  const rules = (section.rules ?? USUAL_RULES).map(ruleOf);
  checkSets(section, rules, context);
  const gensets = site.equipment.filter((one) => one.class === 'genset');
  return {
    sets: gensets.map(({ id: equipment }) => {
      const said = section.sets.find((one) => one.equipment === equipment);
      const own = rules.filter((one) => said?.rules?.includes(one.id) ?? true);
      return testRunSet(site.points, equipment, said, own);
    }),
    restMs: durationMs(section.rest),
    onLoadPct: section.onLoad,
    signWithinMs: durationMs(section.signWithin),
    lookBackMs: section.lookBack * DAY_MS,
  };
}

function ruleOf({ id: name, title, every, weekday, least, load, soon }: RuleEntry): TestRunRule {
  return {
    ...{ id: name, title: title ?? usualTitle(load), everyDays: every, leastMs: durationMs(least) },
    ...{ weekday: weekday ? WEEKDAYS.indexOf(weekday) + 1 : null, leastLoadPct: load ?? null, soonDays: soon },
  };
}

const usualTitle = (load: number | undefined) =>
  load === undefined ? { en: 'Test run', zh: '试运行' } : { en: 'Test run with load', zh: '带载试运行' };

function checkSets({ sets }: TestRunsSection, rules: readonly TestRunRule[], { site, origin, mistakes }: DutyContext) {
  const gensets = site.equipment.filter((one) => one.class === 'genset').map((one) => one.id);
  const tags = site.points.map(({ tag }) => tag);
  const names = rules.map((one) => one.id);
  for (const [index, { equipment, mains, rules: own = [] }] of sets.entries()) {
    const at = within(origin, ['testRuns', 'sets', index]);
    if (!gensets.includes(equipment)) {
      mistakes.addUnknown(at.locate(['equipment'], 'value'), 'generator set', equipment, gensets);
    }
    if (mains !== undefined && !tags.includes(mains)) {
      mistakes.addUnknown(at.locate(['mains'], 'value'), 'tag', mains, tags);
    }
    for (const [n, name] of own.entries()) {
      if (!names.includes(name)) mistakes.addUnknown(at.locate(['rules', n], 'value'), 'rule', name, names);
    }
  }
}
