import { createRandom } from '../../simulators/model/random.ts';
import type { Fault, Target } from './fault.ts';
import { FaultProxy, type ProxyFault } from './fault-proxy.ts';
import { MANNERS } from './manners.ts';
import { modbusUnit } from './modbus-points.ts';
import { answerRightly, ModbusSlave } from './modbus-slave.ts';
import { OneSeat } from './one-seat.ts';
import { PtyLine } from './pty-line.ts';
import { SlaveProcess } from './slave-process.ts';

/** What the gateway grants an answer: short enough that a dead unit of a line does not cost its neighbours a cycle of 1 s. */
const TIMEOUT_MS = 400;
/** A connection on which nobody answers is made anew after this much silence and a last question. */
const NOTICE_MS = 3_000 + TIMEOUT_MS;

export interface ModbusTargetSettings {
  readonly id: string;
  /** Its number in the values. */
  readonly connection: number;
  readonly units: readonly number[];
  readonly seed: number;
}

const framingOf = (transport: 'tcp' | 'rtu-over-tcp' | 'rtu'): 'mbap' | 'rtu' => (transport === 'tcp' ? 'mbap' : 'rtu');

function base({ id, connection, units }: ModbusTargetSettings): Pick<Target, 'id' | 'driver' | 'units' | 'freshMs'> {
  return {
    id,
    driver: 'modbus',
    units: units.map((unit) => modbusUnit(id, connection, unit)),
    // What came in time can be as old as the time limit.
    freshMs: TIMEOUT_MS + 100,
  };
}

function newSlave({ id, connection, units, seed }: ModbusTargetSettings, framing: 'mbap' | 'rtu'): ModbusSlave {
  return new ModbusSlave({ framing, connection, units, random: createRandom(seed, `${id} slave`) });
}

/** A slave behind a relay: everything that units can do wrong, and all that can happen to a TCP connection. */
export async function tcpTarget(
  settings: ModbusTargetSettings,
  transport: 'tcp' | 'rtu-over-tcp',
  isWitness = false,
): Promise<Target> {
  const slave = newSlave(settings, framingOf(transport));
  const proxy = await FaultProxy.start(await slave.listen());
  const proxied = TCP_FAULTS.map(([kind, more]) => proxyFault(proxy, kind, more));
  return {
    ...base(settings),
    config: { transport, host: '127.0.0.1', port: proxy.port, timeout: `${TIMEOUT_MS}ms` },
    faults: isWitness ? [] : [...mannerFaults(slave, settings.units, framingOf(transport)), ...proxied],
    stop: async () => {
      await proxy.stop();
      await slave.close();
    },
  };
}

/** A device that takes one connection at a time. */
export async function oneSeatTarget(settings: ModbusTargetSettings): Promise<Target> {
  const slave = newSlave(settings, 'mbap');
  const { seat, port } = await OneSeat.start(await slave.listen());
  const proxy = await FaultProxy.start(port);
  const occupied = (['refusing', 'silent'] as const).map(
    (manner): Fault => ({
      kind: `only seat taken, ${manner}`,
      scope: 'line',
      begin: () => {
        seat.occupy(manner);
        return () => seat.free();
      },
    }),
  );
  const proxied = TCP_FAULTS.map(([kind, more]) => proxyFault(proxy, kind, more));
  return {
    ...base(settings),
    config: { transport: 'tcp', host: '127.0.0.1', port: proxy.port, timeout: `${TIMEOUT_MS}ms` },
    faults: [...occupied, ...proxied, ...mannerFaults(slave, settings.units, 'mbap')],
    complaints: () => (seat.doubles === 0 ? [] : [`${settings.id}: ${seat.doubles} second connections tried`]),
    stop: async () => {
      await proxy.stop();
      await seat.stop();
      await slave.close();
    },
  };
}

/** A serial port; its adapter can be unplugged. */
export async function serialTarget(settings: ModbusTargetSettings): Promise<Target> {
  const slave = newSlave(settings, 'rtu');
  const line = await PtyLine.start(await slave.listen());
  const unplugged: Fault = {
    kind: 'adapter unplugged',
    scope: 'line',
    begin: async () => {
      await line.unplug();
      return () => line.plug();
    },
  };
  return {
    ...base(settings),
    config: { transport: 'rtu', path: line.path, baudRate: 19_200, timeout: `${TIMEOUT_MS}ms` },
    faults: [unplugged, ...mannerFaults(slave, settings.units, 'rtu')],
    stop: async () => {
      await line.stop();
      await slave.close();
    },
  };
}

/** A slave in a process of its own, which can be killed or held still. */
export async function processTarget(settings: ModbusTargetSettings): Promise<Target> {
  const { connection, units } = settings;
  const slave = await SlaveProcess.start({ lines: [{ framing: 'mbap', connection, units }] });
  const killed: Fault = {
    kind: 'process killed',
    scope: 'line',
    begin: async () => {
      await slave.kill();
      return () => slave.restart();
    },
  };
  const stopped: Fault = {
    kind: 'process held still',
    scope: 'line',
    begin: () => {
      slave.signal('SIGSTOP');
      return () => slave.signal('SIGCONT');
    },
  };
  return {
    ...base(settings),
    config: { transport: 'tcp', host: '127.0.0.1', port: slave.port, timeout: `${TIMEOUT_MS}ms` },
    faults: [killed, stopped],
    stop: () => slave.kill(),
  };
}

type ProxyExtras = Pick<Fault, 'isHarmless' | 'noticeMs' | 'allowedMs'>;

const TCP_FAULTS: readonly (readonly [ProxyFault, ProxyExtras])[] = [
  ['held', {}],
  ['swallowed', {}],
  ['half-open', { noticeMs: NOTICE_MS }],
  ['refused', {}],
  ['reset', {}],
  ['finished', {}],
  ['cut-answers', {}],
  ['segments', { isHarmless: true }],
  ['noise', {}],
];

/** A fault of the relay as a fault of its target. */
export const proxyFault = (proxy: FaultProxy, fault: ProxyFault, more: ProxyExtras = {}): Fault => ({
  kind: fault,
  scope: 'line',
  ...more,
  begin: async ({ random }) => {
    await proxy.begin(fault, random);
    return () => proxy.lift();
  },
});

function mannerFaults(slave: ModbusSlave, units: readonly number[], framing: 'mbap' | 'rtu'): Fault[] {
  const fitting = MANNERS.filter((entry) => entry.framing === undefined || entry.framing === framing);
  return fitting.flatMap((entry): Fault[] => {
    const fault = (scope: Fault['scope']): Fault => ({
      kind: `${entry.kind}, ${scope}`,
      scope,
      isHarmless: entry.harmlessOn?.includes(framing) ?? false,
      begin: ({ random, unit }) => {
        const affected = scope === 'unit' ? [unit] : units;
        slave.behave(affected, entry.make(random, TIMEOUT_MS));
        return () => slave.behave(affected, answerRightly);
      },
    });
    return units.length > 1 && !entry.lineOnly ? [fault('unit'), fault('line')] : [fault('line')];
  });
}
