import { z } from 'zod';
import type { Wire } from '../../contract/wire.ts';
import { type MeterReplacement, meterReplacement } from '../../domain/meter-replacement.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { SESSION_OPTIONS, withSession } from '../gateway-session.ts';
import { safeText, textTable } from '../text-table.ts';

type Replacement = Wire<MeterReplacement>;

const PATH = '/history/meter-replacements';

export const meterReplace = defineCommand({
  name: 'meter replace',
  summary: 'tell the running gateway that a meter was exchanged; what it counted is worked out anew',
  details: `Readings up to --at belong to the old meter. The time moves to where the register broke off, if it did so within
half a day. Refused when the readings say that it cannot have been like that. The same again changes nothing.
node gateway/main.ts meter replace --user kim --tag F01.e_import --at 2026-01-05T10:00:00+08:00 --final 5120.4 --start 0 --note "display dead"`,
  options: {
    ...SESSION_OPTIONS,
    json: JSON_OUTPUT,
    tag: { type: 'string', value: 'TAG', help: 'counter of the position, such as F01.e_import', required: true },
    at: { type: 'string', value: 'TIME', help: 'when, with its zone: 2026-01-05T10:00:00+08:00', required: true },
    final: {
      type: 'string',
      value: 'NUMBER',
      help: 'last reading of the old meter, in the unit of the point',
      required: true,
    },
    start: { type: 'string', value: 'NUMBER', help: 'first reading of the new meter', required: true },
    'serial-before': { type: 'string', value: 'TEXT', help: 'number of the old meter' },
    'serial-after': { type: 'string', value: 'TEXT', help: 'number of the new meter' },
    note: { type: 'string', value: 'TEXT', help: 'why; kept with it', required: true },
  },
  async run(given, context) {
    const [finalReading, startReading] = [reading(given.final), reading(given.start)];
    if (finalReading === undefined) return refuse(given, context, '--final: a reading of 0 or more', 2);
    if (startReading === undefined) return refuse(given, context, '--start: a reading of 0 or more', 2);
    const { tag, at, note } = given;
    const serialBefore = given['serial-before'] ?? null;
    const serialAfter = given['serial-after'] ?? null;
    return withSession(given, context, async (client) => {
      const body = { tag, at, finalReading, startReading, serialBefore, serialAfter, note };
      const replacement = await client.post(PATH, body, meterReplacement);
      answer(given, context, { ok: true, replacement }, () => [
        `Declared as number ${replacement.id}, at ${replacement.at}.`,
      ]);
      return 0;
    });
  },
});

export const meterList = defineCommand({
  name: 'meter list',
  summary: 'exchanges of meters that were declared, with those that were taken back',
  options: {
    ...SESSION_OPTIONS,
    json: JSON_OUTPUT,
    tag: { type: 'string', value: 'TAG', help: 'only of this counter' },
  },
  run: (given, context) =>
    withSession(given, context, async (client) => {
      const query = given.tag === undefined ? '' : `?${new URLSearchParams({ tag: given.tag })}`;
      const replacements = await client.get(`${PATH}${query}`, z.array(meterReplacement));
      answer(given, context, { ok: true, replacements }, () => table(replacements));
      return 0;
    }),
});

export const meterUndo = defineCommand({
  name: 'meter undo',
  summary: 'take back an exchange that was declared wrongly',
  options: {
    ...SESSION_OPTIONS,
    json: JSON_OUTPUT,
    id: { type: 'string', value: 'NUMBER', help: 'from the list', required: true },
  },
  async run(given, context) {
    if (!/^[1-9]\d{0,14}$/.test(given.id)) return refuse(given, context, '--id: a number of the list', 2);
    return withSession(given, context, async (client) => {
      const replacement = await client.post(`${PATH}/${given.id}/undo`, {}, meterReplacement);
      answer(given, context, { ok: true, replacement }, () => [`Number ${replacement.id} is taken back.`]);
      return 0;
    });
  },
});

function reading(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

function table(replacements: readonly Replacement[]): string[] {
  if (replacements.length === 0) return ['No exchange of a meter was declared.'];
  const rows = replacements.map((one) => [
    ...[`${one.id}`, one.tag, one.at, `${one.finalReading}`, `${one.startReading}`, one.unit],
    ...[one.declaredBy, one.undoneBy === null ? '' : `taken back by ${one.undoneBy}`, one.note],
  ]);
  return textTable([['id', 'tag', 'at', 'final', 'start', '', 'by', '', 'note'], ...rows], [0, 3, 4]).map(safeText);
}
