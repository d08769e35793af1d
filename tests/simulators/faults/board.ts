import type { RegisterFault } from '../modbus/device.ts';
import type { LineFault } from '../modbus/responder.ts';
import type { ModelInputs } from '../model/inputs.ts';
import { type FaultDefinition, type FaultValues, faultCatalogue } from './catalogue.ts';
import { checkParameters } from './parameters.ts';

interface ActiveFault {
  readonly definition: FaultDefinition;
  readonly values: FaultValues;
}

export type FaultAnswer =
  | { readonly ok: true; readonly values: FaultValues }
  | { readonly ok: false; readonly status: 400 | 404; readonly message: string };

/** What `GET /faults` says about one fault. `instances` holds the parameters of every active instance. */
export interface FaultStatus {
  readonly name: string;
  readonly title: FaultDefinition['title'];
  readonly active: boolean;
  readonly parameters: FaultDefinition['parameters'];
  readonly instances: readonly FaultValues[];
}

/** Which faults are active, and what they mean for the model, the registers, the lines and the servers. */
export class FaultBoard {
  private readonly active = new Map<string, ActiveFault>();
  private readonly leadChiller: () => string;
  private lines = new Map<string, LineFault>();
  private inputs: ModelInputs;

  /** `leadChiller` tells which chiller leads at this moment. */
  constructor(leadChiller: () => string) {
    this.leadChiller = leadChiller;
    this.inputs = this.collectInputs();
  }

  /** Activates a fault, or changes the instance with the same target. */
  activate(name: string, given: Readonly<Record<string, unknown>>): FaultAnswer {
    const definition = faultCatalogue.find((each) => each.name === name);
    if (!definition) return unknownFault(name);
    const checked = checkParameters(definition, given);
    if (!checked.ok) return { ok: false, status: 400, message: checked.message };
    const values = this.resolve(checked.values);
    this.active.set(key(definition, values), { definition, values });
    this.update();
    return { ok: true, values };
  }

  /** Ends every instance of a fault, or the one on the target given. */
  clear(name: string, given: Readonly<Record<string, unknown>> = {}): FaultAnswer {
    const definition = faultCatalogue.find((each) => each.name === name);
    if (!definition) return unknownFault(name);
    const target = definition.target === undefined ? undefined : given[definition.target];
    for (const [id, fault] of this.active) {
      if (fault.definition !== definition) continue;
      if (target === undefined || fault.values[definition.target!] === target) this.active.delete(id);
    }
    this.update();
    return { ok: true, values: {} };
  }

  list(): readonly FaultStatus[] {
    return faultCatalogue.map((definition) => {
      const instances = this.instances(definition.name);
      const { name, title, parameters } = definition;
      return { name, title, active: instances.length > 0, parameters, instances };
    });
  }

  modelInputs(): ModelInputs {
    return this.inputs;
  }

  registerFault(equipment: string): RegisterFault | undefined {
    if (this.active.size === 0) return undefined;
    if (this.isActive('nan', equipment)) return { kind: 'nan' };
    const sentinel = this.active.get(`sentinel/${equipment}`)?.values;
    if (!sentinel) return undefined;
    const code = typeof sentinel.code === 'number' ? sentinel.code : undefined;
    return { kind: 'sentinel', point: String(sentinel.point), code };
  }

  lineFault(serves: readonly string[]): LineFault | undefined {
    for (const equipment of serves) {
      const fault = this.lines.get(equipment);
      if (fault) return fault;
    }
    return undefined;
  }

  isMute(equipment: string): boolean {
    return this.lines.get(equipment)?.kind === 'mute';
  }

  /** Connections that have to be down. */
  downConnections(): ReadonlySet<string> {
    const down = new Set<string>();
    for (const { definition, values } of this.active.values()) {
      if (definition.name === 'broker-down' || definition.name === 'broker-restart') down.add('broker');
      if (definition.name === 'opcua-down' || definition.name === 'opcua-restart') down.add(String(values.server));
      if (definition.name === 'link-down') down.add(String(values.connection));
    }
    return down;
  }

  private isActive(name: string, target: string): boolean {
    return this.active.has(`${name}/${target}`);
  }

  private instances(name: string): FaultValues[] {
    return [...this.active.values()].filter((fault) => fault.definition.name === name).map((fault) => fault.values);
  }

  private targets(name: string, parameter: string): ReadonlySet<string> {
    return new Set(this.instances(name).map((values) => String(values[parameter])));
  }

  private resolve(values: FaultValues): FaultValues {
    return values.device === 'lead' ? { ...values, device: this.leadChiller() } : values;
  }

  private update(): void {
    this.inputs = this.collectInputs();
    this.lines = new Map(
      [...this.active.values()].flatMap((fault) => {
        const line = lineFaultOf(fault);
        return line ? [[String(fault.values.device), line] as const] : [];
      }),
    );
  }

  private collectInputs(): ModelInputs {
    return {
      mainsFailed: this.instances('mains-failure').length > 0,
      trippedChillers: this.targets('chiller-trip', 'device'),
      trippedBreakers: this.targets('breaker-trip', 'breaker'),
      pumpDryRun: this.instances('pump-dry-run').length > 0,
      trappedLifts: this.targets('passenger-trapped', 'lift'),
      overloadedFeeders: this.targets('feeder-overload', 'feeder'),
      phaseLostFeeders: this.targets('phase-loss', 'feeder'),
      stuckSensors: this.targets('stuck-sensor', 'device'),
      wetLeakSensors: this.targets('leak', 'device'),
    };
  }
}

function key(definition: FaultDefinition, values: FaultValues): string {
  return definition.target === undefined ? definition.name : `${definition.name}/${values[definition.target]}`;
}

function lineFaultOf({ definition, values }: ActiveFault): LineFault | undefined {
  const seconds = typeof values.seconds === 'number' ? values.seconds : 0;
  switch (definition.name) {
    case 'device-mute':
      return { kind: 'mute' };
    case 'device-slow':
    case 'late-reply':
      return { kind: 'delay', seconds };
    case 'exception-2':
    case 'exception-4':
    case 'exception-6':
      return { kind: 'exception', code: Number(definition.name.at(-1)) };
    case 'garbage':
      return { kind: 'garbage' };
    default:
      return undefined;
  }
}

function unknownFault(name: string): FaultAnswer {
  const known = faultCatalogue.map((each) => each.name).join(', ');
  return { ok: false, status: 404, message: `there is no fault "${name}"; there are: ${known}` };
}
