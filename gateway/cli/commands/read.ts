import type { FoundConnection } from '../ad-hoc.ts';
import { checkText, findConnection } from '../ad-hoc.ts';
import { answer, refuse } from '../answer.ts';
import { type CommandContext, defineCommand, type OptionValues } from '../command.ts';
import { CONFIG, CONNECTION, DATA, FORCE, JSON_OUTPUT, MODBUS } from '../common-options.ts';
import { dataFolderOf, driverOf, stateFolderOf, warningLogger } from '../field.ts';
import { deviceLines } from '../read-lines.ts';
import { type ReadJob, readOnce } from '../read-once.ts';
import { refuseSecondReader } from '../second-reader.ts';

const options = {
  config: CONFIG,
  connection: CONNECTION,
  modbus: MODBUS,
  device: { type: 'string', value: 'YAML', help: "as in a site file: '{unit: 3, order: CDAB}'", default: '{}' },
  address: {
    type: 'string',
    value: 'YAML',
    help: "as in a template: '{table: input, register: 52, type: f32}'",
    required: true,
  },
  data: DATA,
  force: FORCE,
  json: JSON_OUTPUT,
} as const;
type Given = OptionValues<typeof options>;

export const read = defineCommand({
  name: 'read',
  summary: 'read one address of a device, whether or not a template knows it',
  details: `node gateway/main.ts read --config site.yaml --connection meters --device '{unit: 3}' \\
    --address '{table: input, register: 52, type: f32}'`,
  options,
  async run(given, context) {
    const found = findConnection(given, context);
    if (typeof found === 'number') return found;
    const job = jobFor(found, given, context);
    if ('message' in job) return refuse(given, context, job.message, 2);
    const dataFolder = dataFolderOf(given, context.env);
    const refusal = await refuseSecondReader([job], found, dataFolder, given.force, context);
    if (refusal !== undefined) return refuse(given, context, refusal);
    const { failure, rows } = await readOnce(job, context.signal);
    const row = rows[0];
    const ok = failure === null && row !== undefined && row.isGood;
    answer(given, context, { ok, failure, row }, () => [
      ...(row === undefined ? [] : deviceLines(row.device, rows, new Map())),
      ...(failure === null ? [] : [failure]),
    ]);
    return ok ? 0 : 1;
  },
});

/** The one point, on a device of its own. */
function jobFor(
  { connection }: FoundConnection,
  given: Given,
  context: CommandContext,
): ReadJob | { readonly message: string } {
  const driver = driverOf({ ...connection, devices: [] }, context.drivers);
  const device = checkText('--device', given.device, driver.deviceSchema);
  if ('message' in device) return device;
  const address = checkText('--address', given.address, driver.addressSchema);
  if ('message' in address) return address;
  const point = { index: 0, tag: given.address, address: address.value, periodMs: 1000, writable: false };
  return {
    driver,
    site: { points: [] },
    context: {
      ...{ connectionId: connection.id, config: connection.config, clock: context.clock },
      devices: [{ id: `${connection.id} ${given.device}`, config: device.value, points: [point] }],
      ...{ logger: warningLogger(context), stateFolder: stateFolderOf(dataFolderOf(given, context.env)) },
    },
  };
}
