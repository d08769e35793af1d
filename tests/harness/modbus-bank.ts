import { exceptionPdu, honestPdu, type Script, type ScriptedRequest } from './scripted-modbus.ts';

type Frame = (request: ScriptedRequest, pdu: Buffer) => Buffer;

/** A device with a memory: what is written to its registers and coils can be read back. Nothing written reads as 0. */
export class ModbusBank {
  readonly registers = new Map<number, number>();
  readonly coils = new Map<number, boolean>();
  /** Function codes that wrote, in order. */
  readonly writes: number[] = [];
  private readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  readonly script: Script = (request) => {
    if (request.functionCode > 4) this.store(request);
    this.say(request, request.functionCode > 4 ? honestPdu(request) : this.contents(request));
  };

  say(request: ScriptedRequest, pdu: Buffer): void {
    request.socket.write(this.frame(request, pdu));
  }

  refuse(request: ScriptedRequest, code: number): void {
    this.say(request, exceptionPdu(request, code));
  }

  store({ functionCode, start, count, data }: ScriptedRequest): void {
    this.writes.push(functionCode);
    if (functionCode === 5) this.coils.set(start, count === 0xff00);
    if (functionCode === 6) this.registers.set(start, count);
    for (let i = 0; i < count && functionCode === 15; i++) {
      this.coils.set(start + i, ((data[i >> 3]! >> (i & 7)) & 1) === 1);
    }
    for (let i = 0; i < count && functionCode === 16; i++) this.registers.set(start + i, data.readUInt16BE(i * 2));
  }

  private contents({ functionCode, start, count }: ScriptedRequest): Buffer {
    const isBits = functionCode <= 2;
    const data = Buffer.alloc(isBits ? Math.ceil(count / 8) : count * 2);
    for (let i = 0; i < count; i++) {
      if (!isBits) data.writeUInt16BE(this.registers.get(start + i) ?? 0, i * 2);
      else if (this.coils.get(start + i)) data[i >> 3]! |= 1 << (i & 7);
    }
    return Buffer.concat([Buffer.from([functionCode, data.length]), data]);
  }
}
