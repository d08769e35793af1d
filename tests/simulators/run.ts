import { parseArgs } from 'node:util';
import { startBuilding } from './building.ts';

const help = `Simulated building "A Tower": Modbus, OPC UA and MQTT equipment on 127.0.0.1.

  node tests/simulators/run.ts [options]

  --seed <n>           which building of the many possible (default 1)
  --speed <n>          physical seconds per second, 0.1 to 600 (default 1)
  --port-base <n>      first port less one; 20 ports are used (default 15000)
  --control-port <n>   HTTP port of truth and faults (default 8090)
  --start <time>       simulated moment to begin at, ISO 8601
                       (default: the present time of day on a working day in July)
  --stop-with-input    stop when standard input ends, for whoever starts it as a child
  --help               this text`;

interface Options {
  readonly seed: number;
  readonly speed: number;
  readonly portBase: number;
  readonly controlPort: number;
  readonly start?: Date;
  readonly stopWithInput: boolean;
}

/** Reads the command line; throws with a message for people when something is wrong with it. */
function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      'port-base': { type: 'string', default: '15000' },
      'control-port': { type: 'string', default: '8090' },
      start: { type: 'string' },
      'stop-with-input': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    seed: whole('--seed', values.seed, 0, 2 ** 32 - 1),
    speed: number('--speed', values.speed, 0.1, 600),
    portBase: whole('--port-base', values['port-base'], 1023, 65_515),
    controlPort: whole('--control-port', values['control-port'], 0, 65_535),
    stopWithInput: values['stop-with-input'],
    ...(values.start === undefined ? {} : { start: moment(values.start) }),
  };
}

function number(name: string, text: string, low: number, high: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= low && value <= high) return value;
  throw new Error(`${name} must be a number from ${low} to ${high}, not "${text}"`);
}

function whole(name: string, text: string, low: number, high: number): number {
  const value = number(name, text, low, high);
  if (Number.isInteger(value)) return value;
  throw new Error(`${name} must be a whole number, not "${text}"`);
}

function moment(text: string): Date {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new Error(`--start must be an ISO 8601 time such as 2026-07-15T14:00:00+08:00, not "${text}"`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return console.log(help);
  const building = await startBuilding({ ...options, report: (message) => console.error(message) });
  for (const [id, port] of Object.entries(building.ports)) console.log(`${id.padEnd(12)} 127.0.0.1:${port}`);
  console.log(`ready: ${building.devices} devices, ${building.points} points`);
  const stop = (): void => {
    // Nothing that is left to close may keep the process from ending.
    setTimeout(() => process.exit(0), 1_800).unref();
    building.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (options.stopWithInput) process.stdin.once('end', stop).resume();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
