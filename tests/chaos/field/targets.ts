import type { Target } from './fault.ts';
import { type ModbusTargetSettings, oneSeatTarget, processTarget, serialTarget, tcpTarget } from './modbus-targets.ts';
import { mqttTarget } from './mqtt-target.ts';
import { opcuaTarget } from './opcua-target.ts';

type Build = (settings: ModbusTargetSettings) => Promise<Target>;

/** The whole plant room of this program: name, units, how it is built. Witnesses are never harmed. */
const PLAN: readonly (readonly [string, readonly number[], Build])[] = [
  ['tcp-four', [1, 2, 3, 4], (settings) => tcpTarget(settings, 'tcp')],
  ['tcp-two', [5, 9], (settings) => tcpTarget(settings, 'tcp')],
  ['tcp-one', [1], (settings) => tcpTarget(settings, 'tcp')],
  ['tcp-one-seat', [1, 2], oneSeatTarget],
  ['tcp-process', [1, 2], processTarget],
  ['rtu-tcp-four', [1, 2, 3, 4], (settings) => tcpTarget(settings, 'rtu-over-tcp')],
  ['rtu-tcp-one', [7], (settings) => tcpTarget(settings, 'rtu-over-tcp')],
  ['serial-three', [1, 2, 3], serialTarget],
  ['serial-one', [12], serialTarget],
  ['opcua-a', [1, 2, 3], opcuaTarget],
  ['opcua-b', [1], opcuaTarget],
  ['mqtt-a', [1, 2, 3, 4], mqttTarget],
  ['mqtt-b', [1, 2], mqttTarget],
  ['witness-tcp', [1, 2], (settings) => tcpTarget(settings, 'tcp', true)],
  ['witness-rtu-tcp', [1, 2], (settings) => tcpTarget(settings, 'rtu-over-tcp', true)],
];

export const TARGET_NAMES: readonly string[] = PLAN.map(([id]) => id);

/** Starts all servers and devices, or the one named `only` and the witnesses. */
export async function startTargets(seed: number, only: string | undefined): Promise<readonly Target[]> {
  const isWanted = (id: string): boolean => only === undefined || id === only || id.startsWith('witness');
  const builds = PLAN.map(([id, units, build], connection) =>
    isWanted(id) ? build({ id, connection, units, seed }) : undefined,
  );
  return Promise.all(builds.filter((build) => build !== undefined));
}
