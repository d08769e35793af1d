import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from '../../harness/child.ts';
import { freePort } from '../../harness/free-port.ts';
import type { Fault, Target, TargetUnit } from './fault.ts';
import { FaultProxy } from './fault-proxy.ts';
import type { ModbusTargetSettings } from './modbus-targets.ts';
import { proxyFault } from './modbus-targets.ts';
import { NAMESPACE, type OpcuaSetup } from './opcua-setup.ts';

const NODES_PER_UNIT = 12;
/** Number in the values of the namespace that must never be read. */
const DECOY = 15;
const TIMEOUT_MS = 2_000;
/** Longest silence of a server before it is taken for dead (five keepalives of 1.5 s), and how far apart the product looks. */
const NOTICE_MS = 7_500 + 1_000;

class ServerProcess {
  private readonly setup: OpcuaSetup;
  private isMoved = false;
  private child: Child;

  constructor(setup: OpcuaSetup) {
    this.setup = setup;
    this.child = this.spawn();
  }

  ready(): Promise<unknown> {
    return this.child.line(/^ready$/);
  }

  fail(units: readonly number[]): void {
    this.child.process.stdin?.write(`fail ${units.join(' ')}\n`);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.process.kill(signal);
  }

  async kill(): Promise<void> {
    await this.child.kill();
  }

  /** Settles when it answers again. */
  async restart(moves: boolean): Promise<void> {
    if (moves) this.isMoved = !this.isMoved;
    this.child = this.spawn();
    await this.ready();
  }

  private spawn(): Child {
    const setup: OpcuaSetup = { ...this.setup, isMoved: this.isMoved };
    return new Child(['tests/chaos/field/opcua-main.ts', JSON.stringify(setup)]);
  }
}

/** An OPC UA server in a process of its own, behind a relay. */
export async function opcuaTarget({ id, connection, units }: ModbusTargetSettings): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'plantroom-chaos-'));
  const port = await freePort();
  const setup = { port, folder, connection, decoy: DECOY, units, nodesPerUnit: NODES_PER_UNIT, isMoved: false };
  const server = new ServerProcess(setup);
  await server.ready();
  const proxy = await FaultProxy.start(port);
  return {
    id,
    driver: 'opcua',
    config: {
      endpoint: `opc.tcp://127.0.0.1:${proxy.port}`,
      namespace: NAMESPACE,
      security: { policy: 'None', allowUnencrypted: true },
      timeout: `${TIMEOUT_MS}ms`,
    },
    units: units.map((unit) => opcuaUnit(id, connection, unit)),
    // A value is sampled and reported twice in each scan period; unchanged ones are confirmed as of the report.
    freshMs: 1_000,
    faults: [...serverFaults(server), ...relayFaults(proxy)],
    stop: async () => {
      await proxy.stop();
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function opcuaUnit(target: string, connection: number, unit: number): TargetUnit {
  const points = Array.from({ length: NODES_PER_UNIT }, (_, slot) => ({
    tag: `${target}:${unit}.N${slot}`,
    address: { node: `N${slot}` },
    place: { connection, unit, table: 0, slot },
    shape: 'word' as const,
  }));
  return { unit, config: { root: `U${unit}` }, points };
}

function serverFaults(server: ServerProcess): Fault[] {
  const killed = (kind: string, moves: boolean): Fault => ({
    kind,
    scope: 'line',
    begin: async () => {
      await server.kill();
      return () => server.restart(moves);
    },
  });
  return [
    killed('server killed', false),
    killed('server killed, namespaces moved', true),
    {
      kind: 'server held still',
      scope: 'line',
      tellsOldMs: 1_000,
      begin: () => {
        server.signal('SIGSTOP');
        return () => server.signal('SIGCONT');
      },
    },
    {
      kind: 'bad status, unit',
      scope: 'unit',
      begin: ({ unit }) => {
        server.fail([unit]);
        return () => server.fail([]);
      },
    },
  ];
}

const relayFaults = (proxy: FaultProxy): Fault[] => [
  proxyFault(proxy, 'held'),
  proxyFault(proxy, 'half-open', { noticeMs: NOTICE_MS }),
  proxyFault(proxy, 'refused'),
  proxyFault(proxy, 'reset'),
  proxyFault(proxy, 'finished'),
  proxyFault(proxy, 'cut-answers'),
  proxyFault(proxy, 'segments', { isHarmless: true }),
  // Noise can look like the beginning of a long message: what follows is waited for until silence tells.
  proxyFault(proxy, 'noise', { allowedMs: NOTICE_MS }),
];
