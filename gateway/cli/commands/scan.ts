import { duration, durationMs } from '../../domain/duration.ts';
import { findConnection } from '../ad-hoc.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { CONFIG, CONNECTION, DATA, FORCE, JSON_OUTPUT, MODBUS } from '../common-options.ts';
import { dataFolderOf, driverOf, fieldFailure, toolContextFor, toolOf, warningLogger } from '../field.ts';
import { refuseSecondReader } from '../second-reader.ts';
import { safeText } from '../text-table.ts';

export const scan = defineCommand({
  name: 'scan',
  summary: 'find what answers on a line, place by place (Modbus: unit ids)',
  details: `Reads only, one question at a time, with a pause. Exit code 1 when nothing answers.
node gateway/main.ts scan --modbus tcp://10.0.5.20:502 --from 1 --to 32`,
  options: {
    config: CONFIG,
    connection: CONNECTION,
    modbus: MODBUS,
    from: { type: 'string', value: 'N', help: 'first place', default: '1' },
    to: { type: 'string', value: 'N', help: 'last place', default: '247' },
    pause: { type: 'string', value: 'TIME', help: 'rest between two questions', default: '100ms' },
    data: DATA,
    force: FORCE,
    json: JSON_OUTPUT,
  },
  async run(given, context) {
    const range = rangeOf(given);
    if ('message' in range) return refuse(given, context, range.message, 2);
    const found = findConnection(given, context);
    if (typeof found === 'number') return found;
    const { id, config } = found.connection;
    const driver = driverOf({ ...found.connection, devices: [] }, context.drivers);
    const look = toolOf(driver, 'scan');
    if ('message' in look) return refuse(given, context, look.message);
    const idle = {
      connectionId: id,
      config,
      devices: [],
      clock: context.clock,
      logger: warningLogger(context),
      stateFolder: undefined,
    };
    const dataFolder = dataFolderOf(given, context.env);
    const refusal = await refuseSecondReader([{ driver, context: idle }], found, dataFolder, given.force, context);
    if (refusal !== undefined) return refuse(given, context, refusal);
    const rows = [];
    let failure: string | null = null;
    try {
      for await (const row of look.tool(toolContextFor(found.connection, context, undefined), range)) {
        rows.push(row);
        if (row.answers && !given.json) context.print(safeText(`${row.place.padStart(5)}  ${row.detail}`));
      }
    } catch (cause) {
      failure = fieldFailure(cause);
    }
    const answering = rows.filter((row) => row.answers).length;
    const ok = failure === null && answering > 0;
    answer(given, context, { ok, failure, rows }, () => [failure ?? `${answering} of ${rows.length} places answer`]);
    return ok ? 0 : 1;
  },
});

const HIGHEST = 255;

function rangeOf({ from, to, pause }: { readonly from: string; readonly to: string; readonly pause: string }) {
  const [first, last] = [Number(from), Number(to)];
  const isPlace = (place: number): boolean => Number.isInteger(place) && place >= 0 && place <= HIGHEST;
  if (!isPlace(first) || !isPlace(last) || first > last) {
    return { message: `--from ${from} --to ${to}; allowed: whole numbers 0–${HIGHEST}, the first not above the last` };
  }
  if (!duration.safeParse(pause).success) return { message: `--pause ${pause}; allowed: a time such as 100ms or 1s` };
  return { from: first, to: last, pauseMs: durationMs(pause) };
}
