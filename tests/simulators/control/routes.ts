import type { FaultAnswer, FaultStatus } from '../faults/board.ts';
import type { Truth } from '../truth.ts';

/** What the control interface can ask of the running building. */
export interface ControlPlant {
  readonly devices: number;
  readonly points: number;
  truth(at?: number, tag?: string): Truth | undefined;
  hasTag(tag: string): boolean;
  faults(): readonly FaultStatus[];
  fault(name: string, parameters: Readonly<Record<string, unknown>>): Promise<FaultAnswer>;
  clear(name: string, parameters: Readonly<Record<string, unknown>>): Promise<FaultAnswer>;
}

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

const help = 'GET /health, GET /truth?tag=&at=, GET /faults, POST /faults/<name>, DELETE /faults/<name>';

/** Answers one call of the control interface. */
export async function handleControl(plant: ControlPlant, request: ControlRequest): Promise<ControlAnswer> {
  const [, root = '', name] = request.path.split('/');
  const call = `${request.method} /${root}`;
  if (name === undefined && call === 'GET /health') return health(plant);
  if (name === undefined && call === 'GET /truth') return truth(plant, request.query);
  if (name === undefined && call === 'GET /faults') return { status: 200, body: plant.faults() };
  if (name !== undefined && (call === 'POST /faults' || call === 'DELETE /faults')) {
    return changeFault(plant, request, decodeURIComponent(name));
  }
  return { status: 404, body: { error: `no such call; there are: ${help}` } };
}

function health(plant: ControlPlant): ControlAnswer {
  return { status: 200, body: { ready: true, devices: plant.devices, points: plant.points } };
}

function truth(plant: ControlPlant, query: Readonly<Record<string, string>>): ControlAnswer {
  if (query.tag !== undefined && !plant.hasTag(query.tag)) {
    return { status: 404, body: { error: `there is no tag "${query.tag}"` } };
  }
  const at = query.at === undefined ? undefined : Date.parse(query.at);
  if (Number.isNaN(at)) return { status: 400, body: { error: '"at" must be an ISO 8601 time' } };
  const values = plant.truth(at, query.tag);
  if (values) return { status: 200, body: values };
  return { status: 404, body: { error: 'that moment is not remembered; the last 30 s are' } };
}

async function changeFault(plant: ControlPlant, request: ControlRequest, name: string): Promise<ControlAnswer> {
  const parameters = { ...request.query, ...request.body };
  const deleting = request.method === 'DELETE';
  const answer = await (deleting ? plant.clear(name, parameters) : plant.fault(name, parameters));
  if (!answer.ok) return { status: answer.status, body: { error: answer.message, faults: names(plant) } };
  return { status: 200, body: { name, active: !deleting, parameters: answer.values } };
}

function names(plant: ControlPlant): string[] {
  return plant.faults().map((fault) => fault.name);
}
