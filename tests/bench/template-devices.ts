import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import { formatMistake, MistakeList } from '../../gateway/config/mistakes.ts';
import { within } from '../../gateway/config/origin.ts';
import { type LoadedTemplate, readTemplate } from '../../gateway/config/read-template.ts';
import { resolveNumbers } from '../../gateway/config/template-numbers.ts';
import { durationMs } from '../../gateway/domain/duration.ts';
import { DRIVERS } from '../../gateway/drivers/index.ts';
import {
  addressSchema,
  deviceSchema,
  type ModbusAddress,
  type ModbusDevice,
} from '../../gateway/drivers/modbus/schemas.ts';
import type { DriverDevice } from '../../gateway/ports/driver.ts';
import { REPOSITORY } from '../harness/child.ts';

const FOLDER = join(REPOSITORY, 'config/equipment');
/** What a site has unless it says otherwise. */
const SCAN = { fast: '1s', normal: '5s', slow: '60s', daily: '24h' } as const;

/** Every Modbus template as one device, its parameters at their defaults; the id is the template's name. */
export async function modbusTemplateDevices(): Promise<DriverDevice<ModbusDevice, ModbusAddress>[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.yaml')).sort();
  const mistakes = new MistakeList();
  const loaded = await Promise.all(files.map((file) => load(join(FOLDER, file), mistakes)));
  const devices = loaded.flatMap((one) => (one?.template.driver === 'modbus' ? [deviceOf(one, mistakes)] : []));
  if (mistakes.count > 0) throw new Error(mistakes.all().map(formatMistake).join('\n'));
  return devices;
}

async function load(path: string, mistakes: MistakeList): Promise<LoadedTemplate | undefined> {
  const names = { drivers: DRIVERS, conditions: CONDITIONS };
  return readTemplate(path, await readFile(path, 'utf8'), names, mistakes);
}

function deviceOf({ template, origin }: LoadedTemplate, mistakes: MistakeList) {
  const parameters = Object.fromEntries(
    Object.entries(template.parameters).map(([name, parameter]) => [name, parameter.default]),
  );
  return {
    id: template.template,
    config: deviceSchema.parse(template.settings),
    // What is worked out from other points is not read.
    points: template.points.flatMap(({ name, address, expression, scan }, index) => {
      if (expression !== undefined) return [];
      const numbers = resolveNumbers(address, parameters, within(origin, ['points', index, 'address']), mistakes);
      const tag = `${template.template}.${name}`;
      return [{ index, tag, address: addressSchema.parse(numbers), periodMs: durationMs(SCAN[scan]), writable: false }];
    }),
  };
}
