import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlServer } from './control/control-server.ts';
import type { ControlPlant } from './control/routes.ts';
import { type FaultAnswer, FaultBoard, type FaultStatus } from './faults/board.ts';
import { Switchboard } from './faults/switchboard.ts';
import type { FieldServer } from './field-server.ts';
import { modbusConnections, modbusServer } from './modbus/connections.ts';
import type { FieldState } from './modbus/responder.ts';
import { createBuilding } from './model/building.ts';
import { summerWorkingDay } from './model/calendar.ts';
import type { Readings } from './model/readings.ts';
import { Broker } from './mqtt/broker.ts';
import { sensorMessage } from './mqtt/sensor-messages.ts';
import { sensorTopics } from './mqtt/sensor-topics.ts';
import { liftConnections } from './opcua/lift-nodes.ts';
import { LiftServer } from './opcua/lift-server.ts';
import { Runner } from './runner.ts';
import { Supervisor } from './supervisor.ts';
import { type Truth, TruthLog } from './truth.ts';

export interface BuildingOptions {
  /** Same seed and start, same building. Default 1. */
  readonly seed?: number;
  /** Physical seconds per second. Default 1. */
  readonly speed?: number;
  /** Connection n listens on portBase + n. Default 15000. */
  readonly portBase?: number;
  /** Default 8090; 0 takes a free port. */
  readonly controlPort?: number;
  /** Simulated moment to begin at; by default the present time of day on a working day in July. */
  readonly start?: Date;
  /** Hears what a person should know, e.g. a server that does not come back. */
  readonly report?: (message: string) => void;
}

/** A running simulated building. */
export interface RunningBuilding {
  /** Port by connection id, and `control`. */
  readonly ports: Readonly<Record<string, number>>;
  readonly devices: number;
  readonly points: number;
  /** Values by tag now, or as they were at `at` (ms) within the last 30 s. */
  truth(at?: number, tag?: string): Truth;
  /** Activates a fault; settles when its effect on servers is done. Throws on an unknown name or bad parameters. */
  fault(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<void>;
  clear(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<void>;
  faults(): readonly FaultStatus[];
  stop(): Promise<void>;
}

/** Builds the model, opens every server and starts the clock. Throws `PortBusyError` when a port is taken. */
export async function startBuilding(options: BuildingOptions = {}): Promise<RunningBuilding> {
  const model = createBuilding(options.seed ?? 1, options.start?.getTime() ?? summerWorkingDay(Date.now()));
  const board = new FaultBoard(() => model.cooling.chillers[model.cooling.lead].id);
  const truth = new TruthLog();
  const folder = await mkdtemp(join(tmpdir(), 'plantroom-building-'));
  const plantNow = {
    readings: () => runner.readings(),
    set: (equipment: string, point: string, value: number) => runner.set(equipment, point, value),
  };
  const field = createField(options.portBase ?? 15_000, folder, board, plantNow);
  const runner = new Runner(model, board, options.speed ?? 1, {
    moved: (time, readings) => {
      truth.record(time, readings);
      for (const server of field.lifts) server.push(new Date(time));
    },
    measured: (time, fresh) => publish(field.broker, board, fresh, new Date(time)),
  });
  const supervisor = new Supervisor(field.servers, options.report ?? (() => {}));
  const switchboard = new Switchboard(board, supervisor);
  const plant: ControlPlant = {
    devices: field.devices,
    points: truth.points.length,
    truth: (at, tag) => truth.read(at, tag),
    hasTag: (tag) => truth.has(tag),
    faults: () => board.list(),
    fault: (name, given) => switchboard.activate(name, given),
    clear: (name, given) => switchboard.clear(name, given),
  };
  const control = new ControlServer(options.controlPort ?? 8090, plant);
  const stop = async (): Promise<void> => {
    runner.stop();
    switchboard.stop();
    await control.stop();
    await supervisor.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await supervisor.start();
    await control.start();
  } catch (error) {
    await stop();
    throw error;
  }
  runner.start();
  return handle(plant, [...field.servers, control], stop);
}

interface Field {
  readonly lifts: readonly LiftServer[];
  readonly broker: Broker;
  readonly servers: readonly FieldServer[];
  /** Modbus units, lifts and sensors. */
  readonly devices: number;
}

/** All servers of the building, not started yet. */
function createField(
  portBase: number,
  folder: string,
  board: FaultBoard,
  { readings, set }: Pick<FieldState, 'readings' | 'set'>,
): Field {
  const state: FieldState = {
    ...{ readings, set },
    registerFault: (equipment) => board.registerFault(equipment),
    lineFault: (serves) => board.lineFault(serves),
  };
  const isMute = (lift: string) => board.isMute(lift);
  const modbus = modbusConnections.map((connection) => modbusServer(connection, portBase + connection.n, state));
  const lifts = liftConnections.map(
    ({ n, id, lifts: cars }) => new LiftServer({ id, port: portBase + n, lifts: cars, folder, readings, isMute }),
  );
  const broker = new Broker('broker', portBase + 20);
  const units = modbusConnections.flatMap((connection) => connection.devices);
  const cars = liftConnections.flatMap((connection) => connection.lifts);
  const devices = units.length + cars.length + sensorTopics.length;
  return { lifts, broker, servers: [...modbus, ...lifts, broker], devices };
}

function handle(plant: ControlPlant, servers: readonly FieldServer[], stop: () => Promise<void>): RunningBuilding {
  return {
    ports: Object.fromEntries(servers.map((server) => [server.id, server.port])),
    devices: plant.devices,
    points: plant.points,
    truth: (at, tag) => plant.truth(at, tag) ?? {},
    fault: async (name, parameters = {}) => refuse(await plant.fault(name, parameters)),
    clear: async (name, parameters = {}) => refuse(await plant.clear(name, parameters)),
    faults: () => plant.faults(),
    stop,
  };
}

function publish(broker: Broker, board: FaultBoard, fresh: Readings, time: Date): void {
  for (const sensor of sensorTopics) {
    const reading = fresh[sensor.id];
    if (reading && !board.isMute(sensor.id)) broker.publish(sensor.topic, sensorMessage(sensor, reading, time));
  }
}

function refuse(answer: FaultAnswer): void {
  if (!answer.ok) throw new Error(answer.message);
}
