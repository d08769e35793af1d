import { exceptionPdu, mbapFrame, ScriptedModbus, type ScriptedRequest } from './scripted-modbus.ts';

/** What an Eastron SDM630 shows, by wire register (float32, input registers). */
const SHOWN: ReadonlyMap<number, number> = new Map([
  ...[0, 2, 4].map((register) => [register, 230] as const),
  ...[6, 8, 10].map((register) => [register, 100] as const),
  ...[12, 14, 16].map((register) => [register, 22_500] as const),
  ...[30, 32, 34, 62].map((register) => [register, 0.98] as const),
  ...[200, 202, 204].map((register) => [register, 400] as const),
  ...([
    [52, 67_500],
    [56, 69_000],
    [60, 13_700],
    [70, 50],
    [74, 1],
    [84, 66_000],
    [86, 80_000],
    [224, 5],
    [248, 2],
    [250, 8],
  ] as const),
]);
const ENERGY = 72;
const READ_INPUT = 4;
const ILLEGAL_FUNCTION = 1;

/** How a meter was set up or wired wrongly. */
export type MeterFault = 'mute' | 'words-swapped' | 'registers-from-1' | 'other-product';
const ILLEGAL_ADDRESS = 2;

/** A Modbus TCP gateway with meters at every unit; the energy of each is a number of its own. */
export class MeterGateway {
  private readonly index: number;
  private readonly faults: ReadonlyMap<number, MeterFault>;
  private readonly server: ScriptedModbus;

  constructor(index: number, faults: ReadonlyMap<number, MeterFault> = new Map()) {
    this.index = index;
    this.faults = faults;
    this.server = new ScriptedModbus('mbap', (request) => this.serve(request));
  }

  /** kWh; exact as a float32. */
  static energyOf(gateway: number, unit: number): number {
    return 1000 * (gateway + 1) + unit;
  }

  listen(): Promise<number> {
    return this.server.listen();
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private serve(request: ScriptedRequest): void {
    // Nobody looks at what was asked, and there is much of it.
    this.server.requests.length = 0;
    const answer = this.answer(request);
    if (answer) request.socket.write(mbapFrame(request, answer));
  }

  private answer(request: ScriptedRequest): Buffer | undefined {
    if (request.functionCode !== READ_INPUT) return exceptionPdu(request, ILLEGAL_FUNCTION);
    switch (this.faults.get(request.unit)) {
      case undefined:
        return this.read(request, request.start);
      case 'mute':
        return undefined;
      case 'other-product':
        return exceptionPdu(request, ILLEGAL_ADDRESS);
      case 'registers-from-1':
        return this.read(request, request.start - 1);
      case 'words-swapped': {
        const [head, words] = [
          this.read(request, request.start).subarray(0, 2),
          this.read(request, request.start).subarray(2),
        ];
        return Buffer.concat([head, words.swap32().swap16()]);
      }
    }
  }

  private read({ functionCode, count, unit }: ScriptedRequest, start: number): Buffer {
    const bytes = Buffer.alloc((count + 2) * 2);
    for (let register = start - 1; register < start + count; register++) {
      const value = register === ENERGY ? MeterGateway.energyOf(this.index, unit) : SHOWN.get(register);
      if (value !== undefined) bytes.writeFloatBE(value, (register - start + 1) * 2);
    }
    return Buffer.concat([Buffer.from([functionCode, count * 2]), bytes.subarray(2, 2 + count * 2)]);
  }
}
