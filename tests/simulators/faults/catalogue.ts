import { modbusConnections } from '../modbus/connections.ts';
import type { RegisterMap, RegisterRow } from '../modbus/register-map.ts';
import { feederPlans } from '../model/feeders.ts';
import { sensorTopics } from '../mqtt/sensor-topics.ts';
import { liftConnections } from '../opcua/lift-nodes.ts';

/** A parameter of a fault: what may be given and what is taken when nothing is. */
export type FaultParameter =
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default: string }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly default: number | null };

/** Parameters of an instance, defaults filled in. */
export type FaultValues = Readonly<Record<string, string | number | null>>;

/** A fault that can be called up by name. The parameter `target` says what it hits; one instance per target can be active. */
export interface FaultDefinition {
  readonly name: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** Name of the parameter that tells instances apart; undefined when there is only one instance. */
  readonly target: string | undefined;
  readonly parameters: Readonly<Record<string, FaultParameter>>;
  /** Says what is wrong with parameters that are each in order but do not go together. */
  readonly objection?: (values: FaultValues) => string | undefined;
}

const choice = (choices: readonly string[], first: string): FaultParameter => ({
  kind: 'choice',
  choices,
  default: first,
});
const number = (min: number, max: number, value: number | null): FaultParameter => ({
  kind: 'number',
  min,
  max,
  default: value,
});

const modbusDevices = modbusConnections.flatMap(({ devices }) => devices);
const modbusEquipment = modbusDevices.flatMap((device) => device.serves);
const equipmentWith = (fits: (map: RegisterMap) => boolean) =>
  modbusDevices.filter((device) => fits(device.map)).flatMap((device) => device.serves);
const floatEquipment = equipmentWith((map) => map.rows.some((row) => row.type === 'f32'));
const sentinelEquipment = equipmentWith((map) => Object.keys(map.sentinels).length > 0);
const sensors = sensorTopics.map((sensor) => sensor.id);
const lifts: readonly string[] = liftConnections.flatMap((connection) => connection.lifts);
const feeders = feederPlans.map((plan) => plan.id);
const connections = [
  ...modbusConnections.map((connection) => connection.id),
  ...liftConnections.map((connection) => connection.id),
  'broker',
];

interface Extras {
  readonly target?: string;
  readonly parameters?: Readonly<Record<string, FaultParameter>>;
  readonly objection?: (values: FaultValues) => string | undefined;
}

function fault(name: string, en: string, zh: string, extras: Extras = {}): FaultDefinition {
  return {
    name,
    title: { en, zh },
    target: extras.target,
    parameters: extras.parameters ?? {},
    ...(extras.objection ? { objection: extras.objection } : {}),
  };
}

/** Only points whose register type has a "no value" code can show one. */
function sentinelObjection(values: FaultValues): string | undefined {
  const device = modbusDevices.find((each) => each.serves.includes(String(values.device)));
  const fits = (row: RegisterRow) =>
    device !== undefined &&
    (row.equipment ?? device.equipment) === values.device &&
    row.bit === undefined &&
    row.type in device.map.sentinels;
  const points = device?.map.rows.filter(fits).map((row) => row.point) ?? [];
  if (points.includes(String(values.point))) return undefined;
  return `point of ${values.device} must be one of ${points.join(', ')}`;
}

const onDevice = (first: string, more: Readonly<Record<string, FaultParameter>> = {}): Extras => ({
  target: 'device',
  parameters: { device: choice(modbusEquipment, first), ...more },
});
const onOne = (target: string, choices: readonly string[], first: string): Extras => ({
  target,
  parameters: { [target]: choice(choices, first) },
});

/** Every fault the simulated building can play. Those named `-restart` end by themselves after `seconds`. */
export const faultCatalogue: readonly FaultDefinition[] = [
  fault('mains-failure', 'Mains failure: both transformers dead', '市电失电：两台变压器均无电'),
  fault(
    'breaker-trip',
    'Incomer breaker tripped on a fault',
    '进线断路器故障跳闸',
    onOne('breaker', ['Q1', 'Q2'], 'Q2'),
  ),
  // "lead" is resolved to the machine that leads at that moment.
  fault(
    'chiller-trip',
    'Chiller tripped, the standby takes over',
    '冷水机组跳机，备用机组投入',
    onOne('device', ['lead', 'CH-1', 'CH-2'], 'lead'),
  ),
  fault('pump-dry-run', 'Domestic water pump DWP-1 runs dry', '生活水泵 DWP-1 干转'),
  fault(
    'passenger-trapped',
    'Lift stopped between floors with passengers',
    '电梯困人：轿厢停在两层之间',
    onOne('lift', lifts, 'L03'),
  ),
  fault(
    'feeder-overload',
    'Feeder at 110 % of its rated current',
    '馈线过载：电流为额定值的 110 %',
    onOne('feeder', feeders, 'F07'),
  ),
  fault('phase-loss', 'Feeder without phase B', '馈线 B 相缺相', onOne('feeder', feeders, 'F08')),
  fault('leak', 'Water on a leak cable', '漏水绳检测到漏水', onOne('device', ['LK01', 'LK02', 'LK03', 'LK04'], 'LK01')),
  fault('stuck-sensor', 'Sensor repeats its last reading', '传感器读数冻结', onOne('device', sensors, 'R03')),
  fault(
    'nan',
    'Meter answers NaN in every float register',
    '电表浮点寄存器返回 NaN',
    onOne('device', floatEquipment, 'F09'),
  ),
  fault('sentinel', 'Device answers its "no value" code for one point', '设备某一点返回"无数据"代码', {
    target: 'device',
    parameters: {
      device: choice(sentinelEquipment, 'G1'),
      point: choice([], 'oil_p'),
      code: number(0, 0xffff_ffff, null),
    },
    objection: sentinelObjection,
  }),
  fault(
    'device-mute',
    'Device does not answer',
    '设备无应答',
    onOne('device', [...modbusEquipment, ...lifts, ...sensors], 'F03'),
  ),
  fault('device-slow', 'Device answers slowly', '设备应答缓慢', onDevice('F03', { seconds: number(0, 60, 1.5) })),
  fault(
    'late-reply',
    'Answers come after the reader has given up',
    '应答迟到',
    onDevice('F03', { seconds: number(0, 60, 1.3) }),
  ),
  fault(
    'exception-2',
    'Device refuses with exception 2 (illegal address)',
    '设备返回异常码 2（非法地址）',
    onDevice('F03'),
  ),
  fault(
    'exception-4',
    'Device refuses with exception 4 (device failure)',
    '设备返回异常码 4（设备故障）',
    onDevice('F03'),
  ),
  fault('exception-6', 'Device refuses with exception 6 (busy)', '设备返回异常码 6（忙）', onDevice('F03')),
  fault('garbage', 'Device answers random bytes', '设备返回乱码', onDevice('F03')),
  fault('broker-restart', 'MQTT broker down for some seconds', 'MQTT 服务器重启', {
    parameters: { seconds: number(0, 600, 5) },
  }),
  fault('opcua-restart', 'OPC UA server down for some seconds', 'OPC UA 服务器重启', {
    target: 'server',
    parameters: { server: choice(['lifts-a', 'lifts-b'], 'lifts-a'), seconds: number(0, 600, 5) },
  }),
  fault('broker-down', 'MQTT broker down until cleared', 'MQTT 服务器停机'),
  fault(
    'opcua-down',
    'OPC UA server down until cleared',
    'OPC UA 服务器停机',
    onOne('server', ['lifts-a', 'lifts-b'], 'lifts-a'),
  ),
  fault('link-down', 'Connection cut until cleared', '通信链路中断', onOne('connection', connections, 'feeders')),
];
