import { describe, expect, it, test } from 'vitest';
import { loadText, METER, mistakesOf, SITE } from './load.fixtures.ts';

const load = (change: Parameters<typeof loadText>[0] = {}) => {
  const result = loadText(change);
  if (!result.ok) throw new Error(mistakesOf(result).join('\n'));
  return result;
};
const withAlarm = (lines: string): string => `${METER}${lines.replaceAll(/^/gm, '    ')}\n`;
const conditionsOf = (template: string, site = SITE) => load({ template, site }).value.site.conditions;
const override = (text: string): string =>
  SITE.replace('parameters: { rated: 800 }', `alarms: { overcurrent: ${text} }`);

const SECOND = `  - name: breaker-open
    point: current
    kind: limit
    options: { low: 1, deadband: 0.5 }
    priority: P3
    title: { en: Open, zh: 分闸 }
    consequence: { en: Off., zh: 失电。 }
    action: { en: Look., zh: 查看。 }
`;

describe('an alarm of a template', () => {
  it('has its response with the tags of this machine', () => {
    const [first] = conditionsOf(
      withAlarm(`response:
  - { kind: call, text: { en: Call., zh: 打电话。 }, id: call, required: true }
  - { kind: reading, text: { en: Note it., zh: 记录。 }, point: current }`),
    );
    expect(first?.response).toEqual([
      { id: 'call', kind: 'call', text: { en: 'Call.', zh: '打电话。' }, tag: undefined, required: true },
      { id: '2', kind: 'reading', text: { en: 'Note it.', zh: '记录。' }, tag: 'F01.current', required: false },
    ]);
  });

  it('has levels, each with its own priority and delays; the first is the alarm’s own', () => {
    const template = METER.replace('deadband: 5 }', 'highHigh: 2000, deadband: 5 }');
    const [first] = conditionsOf(`${template}    levels: { highHigh: { priority: P1, onDelay: 5s } }\n`);
    expect(first).toMatchObject({ priority: 'P2', onDelayMs: 2000 });
    expect(first?.levels).toEqual([
      { name: 'high', priority: 'P2', onDelayMs: 2000, offDelayMs: 0 },
      { name: 'highHigh', priority: 'P1', onDelayMs: 5000, offDelayMs: 0 },
    ]);
  });

  it('is announced while its machine runs, in the hours that are given, and not beneath a worse one', () => {
    const lines = `whileRunning: { point: current, startupInhibit: 1m }
schedule: occupied
supersededBy: [breaker-open]
suppressedBy: [power]`;
    const site = SITE.replace('areas:', "alarms: { occupied: ['sat 08:00-12:00'] }\nareas:");
    const template = `${withAlarm(lines)}${SECOND}    announces: [power]\n`;
    const conditions = conditionsOf(template, site);
    expect(conditions.find(({ id }) => id === 'F02.overcurrent')?.suppressors).toEqual([
      { kind: 'equipment-state', point: 2, inhibitMs: 60_000 },
      { kind: 'superseded', condition: 'F02.breaker-open', releaseDelayMs: 2000 },
      { kind: 'schedule', hours: [{ days: [6], from: 480, to: 720 }] },
      { kind: 'parent', condition: 'F01.breaker-open', releaseDelayMs: 120_000 },
    ]);
    expect(conditions.find(({ id }) => id === 'line:2.comms-lost')?.suppressors).toEqual([
      { kind: 'parent', condition: 'F01.breaker-open', releaseDelayMs: 120_000 },
    ]);
  });

  it('is changed by the site in everything but its point and its kind', () => {
    const own = `{ class: safety, latching: true, confirm: true, reAlarm: never, group: mains, failureGroup: feed, order: never }`;
    const [first, second] = conditionsOf(withAlarm('group: trips'), override(own));
    expect(first).toMatchObject({
      ...{ class: 'safety', latching: true, confirmRequired: true, group: 'mains', failureGroup: 'feed' },
      ...{ order: { when: 'never' }, holdMs: 0, longestShelfMs: 0, suppressible: false },
    });
    expect(second).toMatchObject({ class: 'equipment', group: 'F02:trips', failureGroup: 'F02.overcurrent' });
  });

  it('has a revision that changes with what is judged and with nothing else', () => {
    const revisionWith = (text: string) => conditionsOf(METER, override(text))[0]?.revision;
    const before = revisionWith('{}');
    expect(revisionWith('{ class: comfort, order: never, hold: 1s }')).toBe(before);
    expect(revisionWith('{ options: { high: 880 } }')).not.toBe(before);
    expect(revisionWith('{ onDelay: 3s }')).not.toBe(before);
    expect(new Set(conditionsOf(METER).map(({ revision }) => revision)).size).toBe(4);
  });
});

/** [what is wrong, lines of the template's alarm, the mistake] */
const TEMPLATE_MISTAKES = [
  [
    'a point to run by',
    'whileRunning: curent',
    '36:19 alarms[0].whileRunning: unknown point "curent"; did you mean "current"?',
  ],
  [
    'a worse alarm',
    'supersededBy: [breaker]',
    '36:20 alarms[0].supersededBy[0]: unknown alarm "breaker"; allowed: overcurrent',
  ],
  [
    'a point to note',
    'response: [{ kind: reading, text: { en: A, zh: 甲 }, point: energi }]',
    '36:64 alarms[0].response[0].point: unknown point "energi"; did you mean "energy"?',
  ],
  ['a level', 'levels: { low: { priority: P1 } }', '36:15 alarms[0].levels.low: there is no level low; allowed: high'],
  [
    'a cause of safety',
    'class: safety\nsuppressedBy: [power]',
    '37:19 alarms[0].suppressedBy: a safety alarm cannot be suppressed',
  ],
  [
    'hours',
    "schedule: ['monday']",
    '36:16 alarms[0].schedule[0]: "monday" is not allowed; allowed: days and hours such as',
  ],
  [
    'an order policy',
    'order: { count: 1, within: 24h }',
    '36:21 alarms[0].order.count: 1 is not allowed; allowed: whole number 2–100',
  ],
  ['a class', 'class: saftey', '36:12 alarms[0].class: "saftey" is not allowed; allowed: safety, regulatory'],
] as const;

describe('a wrong attribute of an alarm', () => {
  test.each(TEMPLATE_MISTAKES)('names the place of %s', (_name, lines, mistake) => {
    const found = mistakesOf(loadText({ template: withAlarm(lines) }));
    expect(found).toEqual([expect.stringContaining(`equipment/acme-meter.yaml:${mistake}`)]);
  });

  it('stands in the site file where the site has written it', () => {
    const found = mistakesOf(loadText({ site: override('{ priority: P1, suppressedBy: [power] }') }));
    expect(found).toEqual([
      'site.yaml:21:58 equipment[0].alarms.overcurrent.suppressedBy: a P1 alarm is never held back because of another',
    ]);
  });
});

describe('what carries and cools', () => {
  const via = (text: string) => mistakesOf(loadText({ site: SITE.replace('poweredBy: [F01]', text) }));

  it('is equipment, or a device', () => {
    expect(via('communicatesVia: ["line:1", F01]')).toEqual([]);
    expect(via('cooledBy: [F01]')).toEqual([]);
    expect(via('communicatesVia: ["line:7"]')).toEqual([
      'site.yaml:28:23 equipment[1].communicatesVia[0]: unknown equipment or device "line:7"; did you mean "line:1"?',
    ]);
    expect(via('cooledBy: [CH]')[0]).toContain('equipment[1].cooledBy[0]: unknown equipment "CH"');
  });

  it('makes no ring', () => {
    expect(via('cooledBy: [F02]')).toEqual(['site.yaml:28:16 equipment[1].cooledBy[0]: cools itself: F02 ← F02']);
    expect(via('communicatesVia: [F02]')).toEqual([
      'site.yaml:28:23 equipment[1].communicatesVia[0]: is connected through itself: F02 ← F02',
    ]);
  });
});

describe('the alarm of a device', () => {
  const lost = (text: string, second = 'unit: 2') =>
    loadText({
      site: SITE.replace('parameters: { rated: 800 }', `alarms: { comms-lost: ${text} }`).replace('unit: 2', second),
    });
  const conditionOf = (text: string) => {
    const result = lost(text);
    if (!result.ok) throw new Error(mistakesOf(result).join('\n'));
    return result.value.site.conditions.find(({ id }) => id === 'line:1.comms-lost');
  };

  it('is diagnostic, P3, and the first of its line is marked', () => {
    expect(conditionOf('{}')).toMatchObject({
      ...{ class: 'diagnostic', priority: 'P3', group: 'line:communication', onDelayMs: 30_000 },
      order: { when: 'active-for', ms: 900_000 },
    });
  });

  it('may be made urgent or switched off where it matters', () => {
    expect(conditionOf('{ priority: P1, order: active }')).toMatchObject({
      ...{ priority: 'P1', holdMs: 0, order: { when: 'active' }, suppressors: [] },
    });
    expect(conditionOf('{ enabled: false }')).toBeUndefined();
  });

  it('has nothing that does not follow from what it is', () => {
    expect(mistakesOf(lost('{ schedule: occupied }'))).toEqual([
      expect.stringContaining('equipment[0].alarms.comms-lost.schedule: comms-lost has no schedule of its own'),
    ]);
  });
});
