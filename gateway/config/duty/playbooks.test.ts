import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSiteFile } from '../../cli/site.ts';
import { createExpressionLanguage } from '../../expressions/cel-language.ts';
import type { DutyContext } from '../duty-context.ts';
import { formatMistake, MistakeList } from '../mistakes.ts';
import { playbooksSection } from './playbooks-schema.ts';
import { resolvePlaybooks } from './resolve-playbooks.ts';
import { resolveTestRuns, testRunsSection } from './test-runs-schema.ts';

const ROOT = join(import.meta.dirname, '../../..');
const demo = loadSiteFile(join(ROOT, 'config/demo.site.yaml'), {});
if (!demo.ok) throw new Error(demo.mistakes.map(formatMistake).join('\n'));
const { site, onCall, duty } = demo.value;

const FILE = `
playbook: water
version: 1
title: { en: Water, zh: 停水 }
about: { en: No water, zh: 停水 }
steps:
  - { id: look, post: plumber, title: { en: Look, zh: 查看 } }
  - { id: level, post: system, title: { en: Level, zh: 液位 }, seenBy: { all: genset, expr: ['flow > 1', 'rpm > 5'] } }
`;

function resolve(file: string, section: object = {}) {
  const mistakes = new MistakeList();
  const place = { file: 'site.yaml', line: 1, column: 1 };
  const context: DutyContext = {
    ...{ site, onCall, mistakes, warnings: new MistakeList(), expressions: createExpressionLanguage() },
    files: { folder: 'config', readText: () => file, listFiles: () => ['water.yaml'] },
    origin: { locate: (path) => ({ ...place, path: path.join('.') }), isHidden: () => false },
  };
  const plan = resolvePlaybooks(playbooksSection.parse(section), context);
  return { plan, mistakes: mistakes.all().map(formatMistake) };
}

test('the playbooks of the house are seen by what the demo site has', () => {
  const { playbooks } = duty.playbooks;
  expect(playbooks.length).toBeGreaterThanOrEqual(8);
  const mains = playbooks.find(({ id }) => id === 'mains-failure');
  const seen = mains?.steps.filter(({ seenBy }) => seenBy !== null).map(({ id }) => id);
  expect(seen).toEqual([
    ...['lost', 'generator', 'important-loads', 'mains-back', 'back-on-mains', 'generator-stopped', 'auto-again'],
  ]);
  const back = mains?.steps.find(({ id }) => id === 'mains-back')?.seenBy;
  expect(back).toMatchObject({ conditions: [{ equipment: 'INC1' }, { equipment: 'INC2' }] });
});

test('every alarm that begins a playbook is one of some template of the house', () => {
  const names = new Set(site.conditions.map(({ id }) => id.slice(id.lastIndexOf('.') + 1)));
  const begins = duty.playbooks.playbooks.flatMap(({ starts }) => starts.flatMap(({ alarms }) => alarms));
  expect(begins.filter((name) => !names.has(name))).toEqual([]);
});

test('a step follows the one before unless it says otherwise, and is seen by the first expression the machine has points for', () => {
  const { plan, mistakes } = resolve(FILE, { limits: { 'water.look': '90s' } });
  expect(mistakes).toEqual([]);
  expect(plan.playbooks[0]?.steps).toMatchObject([
    { id: 'look', after: [], limitMs: 90_000 },
    {
      ...{ id: 'level', after: ['look'] },
      seenBy: { quantity: 'all', conditions: [{ equipment: 'G1', text: 'rpm > 5' }, { equipment: 'G2' }] },
    },
  ]);
});

test.each([
  ['an unknown key', FILE.replace('about:', 'abuot:'), /unknown key "abuot".*did you mean "about"/],
  ['an unknown post', FILE.replace('plumber', 'plumbre'), /"plumbre" is not allowed.*did you mean "plumber"/],
  ['an unknown group', FILE.replace('genset', 'gensat'), /unknown group of equipment "gensat".*did you mean "genset"/],
  ['an expression that is none', FILE.replace("'flow > 1'", "'rpm >'"), /water\.yaml:8:\d+ steps\[1\]\.seenBy\.expr/],
  ['a number instead of a condition', FILE.replace("'flow > 1'", "'rpm'"), /is not yes or no/],
  ['a step below', FILE.replace('look, post', 'look, after: [level], post'), /unknown step above "level"/],
])('%s is told with file, line and column', (_what, file, expected) => {
  expect(resolve(file).mistakes.join('\n')).toMatch(expected);
});

test('a site adds what begins a playbook there, and its steps are then about those machines as well', () => {
  const file = FILE.replace('steps:', 'start: [{ alarms: [low], equipmentClasses: [tank] }]\nsteps:').replace(
    'all: genset',
    'all: subject',
  );
  expect(resolve(file).plan.playbooks[0]?.steps[1]?.seenBy).toBeNull();
  const { plan, mistakes } = resolve(file, { starts: { water: [{ equipment: ['G1'], classes: ['safety'] }] } });
  expect(mistakes).toEqual([]);
  expect(plan.playbooks[0]?.starts).toMatchObject([
    { alarms: ['low'], equipmentClasses: ['tank'], equipment: [] },
    { alarms: [], systems: [], classes: ['safety'], equipment: ['G1'] },
  ]);
  expect(plan.playbooks[0]?.steps[1]?.seenBy).toMatchObject({ conditions: [{ equipment: 'G1', text: 'rpm > 5' }] });
  expect(() => resolve(FILE, { starts: { water: [{}] } })).toThrow(/says which alarms begin it/);
});

test.each([
  ['use', { use: ['watre'] }, /unknown playbook "watre".*did you mean "water"/],
  ['groups', { groups: { pumps: ['DWP-2'] } }, /unknown equipment "DWP-2"/],
  [
    'posts',
    { posts: { lead: [{ rotation: 'shift-laed' }] } },
    /unknown rotation "shift-laed".*did you mean "shift-lead"/,
  ],
  ['limits', { limits: { 'water.lok': '5m' } }, /unknown step "water.lok".*did you mean "water.look"/],
  ['subjects', { subjects: { wter: ['DWP-1'] } }, /unknown playbook "wter"/],
  ['starts', { starts: { wter: [{ systems: ['water'] }] } }, /unknown playbook "wter".*did you mean "water"/],
  ['starts', { starts: { water: [{ equipment: ['G3'] }] } }, /starts\.water.*unknown equipment "G3"/],
  ['starts', { starts: { water: [{ alarms: ['lea'] }] } }, /unknown alarm "lea".*did you mean "leak"/],
])('a wrong name in %s is told', (_part, section, expected) => {
  expect(resolve(FILE, section).mistakes.join('\n')).toMatch(expected);
});

test('every generator set is watched, by what it tells', () => {
  const { sets } = duty.testRuns;
  expect(sets.map(({ equipment }) => equipment)).toEqual(['G1', 'G2']);
  expect(sets[0]).toMatchObject({
    ...{
      running: { tag: 'G1.rpm', above: 600 },
      load: { tag: 'G1.load_pct', factor: 1 },
      mains: { tag: 'G1.mains_v_a' },
    },
    rules: [
      { id: 'weekly', weekday: 2, leastMs: 1_800_000, leastLoadPct: null },
      { id: 'loaded', everyDays: 31, leastLoadPct: 30 },
    ],
  });
  expect(sets[0]?.readiness.map(({ subject, point }) => [subject, point?.tag ?? null])).toEqual([
    ['fuel', 'G1.fuel_pct'],
    ['oil', null],
    ['coolant', 'G1.coolant_t'],
    ['battery', 'G1.batt_v'],
    ['charger', 'G1.charge_fail'],
    ['auto', 'G1.mode'],
  ]);
  expect(sets[0]?.readiness.at(-1)?.states).toEqual([1, 4]);
});

test('a set, a tag or a rule that is not there is told', () => {
  const mistakes = new MistakeList();
  const section = testRunsSection.parse({ sets: [{ equipment: 'G3', mains: 'INC1.v_abc', rules: ['weakly'] }] });
  const origin: DutyContext['origin'] = {
    locate: (path) => ({ file: 'site.yaml', line: 1, column: 1, path: path.join('.') }),
    isHidden: () => false,
  };
  const files = { folder: '', readText: () => '', listFiles: () => [] };
  resolveTestRuns(section, {
    ...{ site, onCall, files, origin, mistakes, warnings: mistakes, expressions: createExpressionLanguage() },
  });
  expect(mistakes.all().map(({ message }) => message)).toEqual([
    ...['unknown generator set "G3"', 'unknown tag "INC1.v_abc"', 'unknown rule "weakly"'],
  ]);
});
