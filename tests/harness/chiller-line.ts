import { exceptionPdu, mbapFrame, ScriptedModbus, type ScriptedRequest } from './scripted-modbus.ts';

/** What a chiller does with a write of a single register. */
export type Obedience = 'takes' | 'ignores' | 'refuses' | 'drops-line' | 'mute';

const LOCAL_BIT = 1 << 10;
const STATUS_REGISTER = 8;
const SETPOINT_REGISTER = 1;
const WRITING: ReadonlySet<number> = new Set([5, 6, 15, 16]);

/** One unit with the registers of config/equipment/trane-rthd.yaml. */
class Chiller {
  /** Tenths of a degree. */
  setpoint = 70;
  isLocal = false;
  obedience: Obedience = 'takes';
}

/** Chillers as units of one Modbus TCP line, which remembers every frame that came. */
export class ChillerLine {
  readonly server = new ScriptedModbus('mbap', (request) => this.serve(request));
  private readonly chillers = new Map<number, Chiller>();

  unit(unit: number): Chiller {
    const known = this.chillers.get(unit) ?? new Chiller();
    this.chillers.set(unit, known);
    return known;
  }

  /** `unit:register=value` of every write that was on the wire, in order. */
  writes(unit?: number): string[] {
    return this.server.requests
      .filter((request) => WRITING.has(request.functionCode) && (unit === undefined || request.unit === unit))
      .map(({ unit: to, start, count }) => `${to}:${start}=${count}`);
  }

  private serve(request: ScriptedRequest): void {
    const answer = WRITING.has(request.functionCode) ? this.write(request) : this.read(request);
    if (answer) request.socket.write(mbapFrame(request, answer));
  }

  private write(request: ScriptedRequest): Buffer | undefined {
    const chiller = this.unit(request.unit);
    const echo = Buffer.alloc(5);
    echo[0] = request.functionCode;
    echo.writeUInt16BE(request.start, 1);
    echo.writeUInt16BE(request.count, 3);
    switch (chiller.obedience) {
      case 'takes':
        chiller.setpoint = request.count;
        return echo;
      case 'ignores':
        return echo;
      case 'refuses':
        return exceptionPdu(request, 3);
      case 'drops-line':
        request.socket.destroy();
        return undefined;
      case 'mute':
        return undefined;
    }
  }

  private read({ functionCode, unit, start, count }: ScriptedRequest): Buffer {
    const isBits = functionCode <= 2;
    const data = Buffer.alloc(isBits ? Math.ceil(count / 8) : count * 2);
    for (let i = 0; i < count && !isBits; i++) data.writeUInt16BE(this.register(functionCode, unit, start + i), i * 2);
    return Buffer.concat([Buffer.from([functionCode, data.length]), data]);
  }

  private register(functionCode: number, unit: number, register: number): number {
    const chiller = this.unit(unit);
    if (functionCode === 3) return register === SETPOINT_REGISTER ? chiller.setpoint : 0;
    if (register === STATUS_REGISTER) return chiller.isLocal ? LOCAL_BIT : 0;
    return register === SETPOINT_REGISTER ? chiller.setpoint : 200;
  }
}
