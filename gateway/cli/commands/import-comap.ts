import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { CONDITIONS } from '../../alarms/conditions/index.ts';
import { check } from '../../config/check.ts';
import { type ComapMap, readComapMap } from '../../config/import/comap-map.ts';
import { type ComapTemplate, comapTemplate } from '../../config/import/comap-template.ts';
import { type Mistake, MistakeList } from '../../config/mistakes.ts';
import { within } from '../../config/origin.ts';
import { readTemplate } from '../../config/read-template.ts';
import type { DriverDefinition } from '../../ports/driver.ts';
import { answer, refuse, tellMistakes } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { safeText } from '../text-table.ts';
import { writeSafely } from '../write-safely.ts';

const LARGEST_BYTES = 5_000_000;
const MOST_SHOWN = 10;

export const importComap = defineCommand({
  name: 'import comap',
  summary: 'turn the map of a ComAp generator controller (cfgmodbus.txt) into an equipment template',
  details: `Export the map with the maker's program from the controller's present configuration: another configuration, another map.
node gateway/main.ts import comap --file cfgmodbus.txt --out config/equipment/comap-intelilite4-gs1.yaml`,
  options: {
    file: { type: 'string', value: 'FILE', help: 'the exported map', required: true },
    out: { type: 'string', value: 'FILE', help: 'template to write: config/equipment/<name>.yaml', required: true },
    model: { type: 'string', value: 'TEXT', help: 'model of the controller (otherwise the name of the template)' },
    setpoints: { type: 'boolean', help: 'take the settings of the controller too; they are only read, once a day' },
    json: JSON_OUTPUT,
  },
  async run(given, context) {
    const template = basename(given.out, '.yaml');
    if (!given.out.endsWith('.yaml') || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(template)) {
      return refuse(given, context, `--out ${given.out}; allowed: a file such as comap-intelilite4-gs1.yaml`, 2);
    }
    const text = readMap(given.file);
    if (typeof text !== 'string') return refuse(given, context, text.message);
    const map = readComapMap(text);
    if (map.values.length + map.bits.length === 0) {
      return refuse(given, context, `${given.file}: no row of a table Values, Setpoints or Binaries was found`);
    }
    const options = {
      template,
      model: given.model ?? template,
      source: basename(given.file),
      setpoints: given.setpoints,
    };
    const made = comapTemplate(map, options);
    const mistakes = mistakesIn(made, resolve(given.out), context.drivers);
    if (mistakes.length > 0) {
      tellMistakes(given, context, mistakes);
      return 1;
    }
    const backup = writeSafely(given.out, made.text);
    const { points, untranslated, leftOut } = made;
    const document = {
      ok: true,
      written: given.out,
      backup: backup ?? null,
      points,
      untranslated,
      leftOut,
      strange: map.strange,
    };
    answer(given, context, document, () => lines(given.out, made, map, backup));
    return 0;
  },
});

/** The maker's program writes Latin-1, for the sign of degrees. */
function readMap(file: string): string | { readonly message: string } {
  try {
    const { size } = statSync(file);
    if (size > LARGEST_BYTES) return { message: `${file} has ${size} bytes; at most ${LARGEST_BYTES} are read` };
    const bytes = readFileSync(file);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('windows-1252').decode(bytes);
    }
  } catch (cause) {
    return { message: `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/** What loading the template, and its driver, would say against it. */
function mistakesIn({ text }: ComapTemplate, file: string, drivers: readonly DriverDefinition[]): readonly Mistake[] {
  const mistakes = new MistakeList();
  const loaded = readTemplate(file, text, { drivers, conditions: CONDITIONS }, mistakes);
  const driver = drivers.find(({ kind }) => kind === loaded?.template.driver);
  if (loaded === undefined || driver === undefined) return mistakes.all();
  for (const [index, { address }] of loaded.template.points.entries()) {
    check(driver.addressSchema, address, within(loaded.origin, ['points', index, 'address']), mistakes);
  }
  return mistakes.all();
}

function lines(out: string, made: ComapTemplate, { strange }: ComapMap, backup: string | undefined): string[] {
  const left = Object.entries(made.leftOut).map(([reason, count]) => `  left out: ${count} ${reason}`);
  return [
    `${out}: ${made.points} points${backup ? ` (before: ${backup})` : ''}`,
    ...left,
    ...strange.slice(0, MOST_SHOWN).map(({ line, text }) => `  not understood, line ${line}: ${safeText(text)}`),
    ...(strange.length > MOST_SHOWN ? [`  … and ${strange.length - MOST_SHOWN} more lines not understood`] : []),
    `  ${made.untranslated.length} Chinese texts are still English ("zh: translate"); alarms are yours to add`,
  ];
}
