import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SiteEdit } from '../../domain/site-edit.ts';
import { MistakeList } from '../mistakes.ts';
import { substitute } from '../substitute.ts';
import { readYaml } from '../yaml-source.ts';
import { editFiles } from './edit-files.ts';
import { editSite } from './edit-site.ts';
import { valueAt } from './edit-step.ts';
import type { Json } from './render-yaml.ts';
import { placesOf } from './yaml-place.ts';

const DEMO = readFileSync(new URL('../../../config/demo.site.yaml', import.meta.url), 'utf8');

/** As a reference is written in a site file. */
const reference = (to: string): string => `\${${to}}`;

const NAME = { en: 'Chiller 9', zh: '9#冷水机组' };
const CHILLER: SiteEdit = {
  ...{ kind: 'add-equipment', id: 'CH-9', name: NAME, template: 'york-ylaa', area: 'chiller-plant' },
  ...{ connection: 'chiller-1', device: { unit: 9 }, parameters: { ratedPower: 120.5 } },
};

function edited(text: string, edit: SiteEdit): string {
  const result = editSite(text, edit);
  if (!result.ok) throw new Error(`${result.refusal.why} ${result.refusal.path}`);
  return result.text;
}

/** What a start reads from a text, references replaced. */
function readBack(text: string): Json {
  const mistakes = new MistakeList();
  const source = readYaml('site.yaml', text, mistakes);
  const files = { env: { HOME: 'a secret' }, readText: () => 'a secret' };
  const { value } = substitute(source!, files, mistakes);
  expect(mistakes.all()).toEqual([]);
  return value as Json;
}

const find = (root: Json, list: string, id: string): Json | undefined =>
  (valueAt(root, list.split('.')) as readonly Json[]).find((one) => Object(one).id === id);

/** Lines that the one has and the other has not, in order. */
function linesOnlyIn(text: string, other: string): string[] {
  const left = other.split('\n');
  return text.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe('an edit of the site file', () => {
  test('adds a machine behind the last one and touches nothing else', () => {
    const text = edited(DEMO, CHILLER);
    expect(linesOnlyIn(DEMO, text)).toEqual([]);
    expect(linesOnlyIn(text, DEMO)).toEqual([
      '  - id: CH-9',
      '    name: { en: Chiller 9, zh: "9#冷水机组" }',
      '    template: york-ylaa',
      '    area: chiller-plant',
      '    connection: chiller-1',
      '    device: { unit: 9 }',
      '    parameters: { ratedPower: 120.5 }',
    ]);
    expect(find(readBack(text), 'equipment', 'CH-9')).toMatchObject({ id: 'CH-9', name: NAME, device: { unit: 9 } });
  });

  test('adds a connection in the way its neighbours are written', () => {
    const edit: SiteEdit = {
      ...{ kind: 'add-connection', id: 'new-line', driver: 'modbus' },
      settings: { transport: 'tcp', host: '10.0.5.20', port: 502 },
    };
    const text = edited(DEMO, edit);
    expect(linesOnlyIn(text, DEMO).join('\n')).toContain('new-line');
    expect(find(readBack(text), 'connections', 'new-line')).toMatchObject({ host: '10.0.5.20', port: 502 });
  });

  test('changes one limit within its line, and keeps what is said beside it', () => {
    const change = { options: { high: 85 }, onDelay: '90s' };
    const first = edited(DEMO, { kind: 'change-alarm', equipment: 'Q1', alarm: 'fault-trip', change });
    expect(linesOnlyIn(DEMO, first)).toHaveLength(1);
    const line = linesOnlyIn(first, DEMO)[0]!;
    expect(line).toContain('# the first of them is marked: the breaker, or the grid');
    expect(line).toContain('group: incoming-1');
    expect(line).toContain('onDelay: 90s');
    const again = edited(first, {
      ...{ kind: 'change-alarm', equipment: 'Q1', alarm: 'fault-trip' },
      change: { options: { high: null }, onDelay: null },
    });
    expect(again).toBe(DEMO);
  });

  test('writes the first limit of a machine, and takes it back without a trace', () => {
    const edit = (change: Extract<SiteEdit, { kind: 'change-alarm' }>['change']): SiteEdit => {
      return { kind: 'change-alarm', equipment: 'T1', alarm: 'voltage-high', change };
    };
    const there = edited(DEMO, edit({ options: { high: 250 } }));
    expect(linesOnlyIn(there, DEMO)).toEqual(['    alarms: { voltage-high: { options: { high: 250 } } }']);
    expect(edited(there, edit({ options: { high: null } }))).toBe(DEMO);
  });

  test('takes a machine out with its own lines only', () => {
    const text = edited(DEMO, { kind: 'remove-equipment', equipment: 'TT-2' });
    expect(linesOnlyIn(text, DEMO)).toEqual([]);
    const [first, ...others] = linesOnlyIn(DEMO, text);
    expect(first).toBe('  - id: TT-2');
    expect(others.every((line) => line.startsWith('    '))).toBe(true);
    expect(find(readBack(text), 'equipment', 'TT-2')).toBeUndefined();
  });

  test('changes people, rotations and routes of the duty in their places', () => {
    const members = ['zhao', 'chen', 'wang'];
    const text = edited(DEMO, { kind: 'put-on-call', list: 'rotations', id: 'shift-lead', entry: { members } });
    expect(linesOnlyIn(text, DEMO)).toEqual(['      members: [zhao, chen, wang]']);
    const person = { name: 'Liu', contacts: [{ channel: 'push' }] };
    const more = edited(text, { kind: 'put-on-call', list: 'people', id: 'liu', entry: person });
    expect(find(readBack(more), 'onCall.people', 'liu')).toMatchObject(person);
    const routes = [{ match: { priorities: ['P1'] }, policy: 'gas' }];
    const routed = edited(more, { kind: 'change-on-call', change: { routes } });
    expect(valueAt(readBack(routed), ['onCall', 'routes'])).toEqual(routes);
    expect(routed).toContain('# Beside those of the roles: gas goes to security as well.');
  });

  test('leaves a reference that stands in the file as it is, and makes none of what is typed', () => {
    const text = DEMO.replace('contact: mailto:plantroom@example.com', `contact: '${reference('PLANT_CONTACT')}'`);
    const kept = edited(text, {
      ...{ kind: 'put-channel', id: 'push', secrets: {} },
      settings: { contact: reference('PLANT_CONTACT'), returned: false },
    });
    expect(kept).toContain(`contact: '${reference('PLANT_CONTACT')}'`);
    const typed = edited(DEMO, {
      kind: 'rename-equipment',
      equipment: 'T1',
      name: { en: reference('HOME'), zh: reference('file:/etc/passwd') },
    });
    expect(find(readBack(typed), 'equipment', 'T1')).toMatchObject({
      name: { en: reference('HOME'), zh: reference('file:/etc/passwd') },
    });
  });

  test('puts a secret into the file as a reference only', () => {
    const edit: SiteEdit = {
      kind: 'put-channel',
      id: 'mail',
      settings: { kind: 'email' },
      secrets: { password: 'hunter2' },
    };
    const result = editSite(DEMO, edit, { password: 'secrets/mail.password' });
    expect(result.ok && result.text).toContain(reference('file:secrets/mail.password'));
    expect(result.ok && result.text).not.toContain('hunter2');
  });

  test('refuses what is not there, what is there already, and what only a person can change', () => {
    expect(editSite(DEMO, { kind: 'rename-equipment', equipment: 'NONE', name: NAME })).toMatchObject({
      refusal: { why: 'not-found' },
    });
    expect(editSite(DEMO, { ...CHILLER, id: 'CH-1' })).toMatchObject({ refusal: { why: 'exists' } });
    const aliased = 'version: 1\nbase: &b [{ id: A, name: { en: a, zh: a } }]\nequipment: *b\n';
    expect(editSite(aliased, { kind: 'rename-equipment', equipment: 'A', name: NAME })).toMatchObject({
      refusal: { why: 'by-hand' },
    });
    expect(editSite('a: [', CHILLER)).toMatchObject({ refusal: { why: 'by-hand' } });
  });

  test('keeps the line breaks of the file', () => {
    const text = edited(DEMO.replaceAll('\n', '\r\n'), CHILLER);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

test('a machine of an included file is changed there', () => {
  const part = 'equipment:\n  - { id: X1, name: { en: X, zh: X }, template: t } # here\n';
  const texts = new Map([
    ['site.yaml', DEMO],
    ['part.yaml', part],
  ]);
  const result = editFiles(texts, 'site.yaml', [{ kind: 'rename-equipment', equipment: 'X1', name: NAME }]);
  expect(result).toMatchObject({ ok: true, changed: ['part.yaml'] });
  expect(result.ok && result.texts.get('part.yaml')).toContain('# here');
});

const ids = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/);
/** Anything a person, or somebody who means harm, can type. */
const hostile = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    reference('HOME'),
    `$${reference('HOME')}`,
    reference('file:/etc/passwd'),
    "it's: #1",
    '- a',
    '? b',
    '*c',
    '&d',
    '!!e',
    '%f',
    '@g',
  ),
  fc.constantFrom(
    'true',
    'no',
    'NULL',
    '~',
    '1e3',
    '0x1f',
    '2026-01-05',
    '12:30',
    ' x ',
    'a\nb',
    '\u2028',
    '\u0085',
    '\t',
    '"',
    "'",
  ),
);
const names = fc.record({ en: hostile, zh: hostile });

/** A file with everything an edit may come near to, small enough to be edited very often. */
const SMALL = `version: 1 # the first
areas:
  - { id: roof, name: { en: Roof, zh: 屋面 } }

equipment:

  # Chillers
  - id: CH-1
    name: { en: 'Chiller 1', zh: "1#机组" } # the old one
    alarms:
      high: { enabled: false } # broken sensor
  - id: CH-2 # new
    name: { en: Chiller 2, zh: 2号机组 }
# - id: CH-3
energy: {}
onCall:
  people:
    - { id: zhao, name: 赵刚 } # shift lead
    # - { id: old, name: 老 }
  rotations: []
`;

describe('whatever is typed', () => {
  test('is read again as it was typed, and everything else as it was', () => {
    fc.assert(
      fc.property(ids, names, (id, name) => {
        fc.pre(find(placesOf(SMALL)!.value, 'equipment', id) === undefined);
        const text = edited(SMALL, { ...CHILLER, id, name });
        const root = readBack(text);
        expect(find(root, 'equipment', id)).toMatchObject({ id, name });
        expect(linesOnlyIn(SMALL, text)).toEqual([]);
        expect(edited(text, { ...CHILLER, id, name })).toBe(text);
        expect(edited(text, { kind: 'remove-equipment', equipment: id })).toBe(SMALL);
      }),
      { numRuns: 20 },
    );
  });

  test('stands in any list of the duty, twice as once', () => {
    const entry = fc.record({
      name: hostile,
      quiet: fc.record({ hours: fc.array(hostile, { minLength: 1, maxLength: 3 }) }),
    });
    fc.assert(
      fc.property(ids, entry, (id, value) => {
        const edit: SiteEdit = { kind: 'put-on-call', list: 'people', id, entry: value };
        const text = edited(SMALL, edit);
        expect(find(readBack(text), 'onCall.people', id)).toMatchObject(value);
        const comments = (of: string): string[] => of.match(/#.*$/gm) ?? [];
        expect(comments(text)).toEqual(expect.arrayContaining(comments(SMALL)));
      }),
      { numRuns: 20 },
    );
  });
});

describe('the order of a display', () => {
  const arrange = (order: string[] | null): SiteEdit => ({ kind: 'arrange-display', system: 'lifts', order });
  const orderOf = (text: string): unknown => valueAt(readBack(text), ['site', 'display', 'order', 'lifts']);

  test('is written, and taken away again without a trace', () => {
    const arranged = edited(DEMO, arrange(['L02', 'L01']));
    expect(orderOf(arranged)).toEqual(['L02', 'L01']);
    const back = edited(arranged, arrange(null));
    expect(orderOf(back)).toBeUndefined();
    expect(linesOnlyIn(back, DEMO)).toEqual([]);
  });

  test('forgets a machine that is removed', () => {
    const without = edited(edited(DEMO, arrange(['L02', 'L01'])), { kind: 'remove-equipment', equipment: 'L02' });
    expect(orderOf(without)).toEqual(['L01']);
    expect(orderOf(edited(without, { kind: 'remove-equipment', equipment: 'L01' }))).toBeUndefined();
  });
});
