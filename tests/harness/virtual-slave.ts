import { ModbusClient } from '../../gateway/drivers/modbus/client.ts';
import { crc16 } from '../../gateway/drivers/modbus/frames.ts';
import type { ManualClock } from './manual-clock.ts';
import { MemoryLine } from './memory-line.ts';

/** How answers are framed: numbered on TCP, numbered wrongly, or as on a serial line. */
export type VirtualFraming = 'mbap' | 'mbap without numbers' | 'rtu';

/** What becomes of one request: how long the slave works on it, and what comes of it. */
export interface Fate {
  readonly workMs: number;
  readonly outcome:
    | 'answer'
    | 'exception'
    | 'nothing'
    /** One bit is wrong. */
    | 'damaged'
    /** Only the beginning comes. */
    | 'cut'
    | 'byte by byte'
    /** Together with the next one. */
    | 'held'
    | 'twice'
    /** The connection ends instead. */
    | 'hang up';
}

const QUICK: Fate = { workMs: 5, outcome: 'answer' };

/**
 * Units behind one line on a movable clock, doing one request after the other in the order they came, each as slowly and
 * badly as its fate says; beyond the fates given all is well. Every register holds unit × 1000 + its own address.
 */
export class VirtualSlave {
  /** Requests as they arrived, in RTU form without CRC. */
  readonly heard: Buffer[] = [];
  readonly heardAt: number[] = [];
  private readonly clock: ManualClock;
  private readonly framing: VirtualFraming;
  private readonly fates: readonly Fate[];
  private busyUntil = 0;
  private held: Buffer = Buffer.alloc(0);

  constructor(clock: ManualClock, framing: VirtualFraming, fates: readonly Fate[] = []) {
    this.clock = clock;
    this.framing = framing;
    this.fates = fates;
  }

  /** A client on a line to it, not connected yet. */
  client(onLost: (detail: string) => void = () => undefined): ModbusClient {
    const framing = this.framing === 'rtu' ? 'rtu' : 'mbap';
    const settings = { framing, connectTimeoutMs: 1000, gapMs: 4, mayWrite: true } as const;
    return new ModbusClient({ ...settings, open: async () => this.line() }, this.clock, onLost);
  }

  private line(): MemoryLine {
    const line: MemoryLine = new MemoryLine((bytes) => this.hear(line, bytes));
    return line;
  }

  private hear(line: MemoryLine, bytes: Buffer): void {
    const fate = this.fates[this.heard.length] ?? QUICK;
    const request = this.framing === 'rtu' ? bytes.subarray(0, -2) : bytes.subarray(6);
    const number = this.framing === 'mbap' ? bytes.readUInt16BE(0) : 0;
    const now = this.clock.monotonicMs();
    this.heard.push(request);
    this.heardAt.push(now);
    this.busyUntil = Math.max(this.busyUntil, now) + fate.workMs;
    this.clock.after(this.busyUntil - now, () => this.say(line, request, number, fate.outcome));
  }

  private say(line: MemoryLine, request: Buffer, number: number, outcome: Fate['outcome']): void {
    const frame = this.frame(outcome === 'exception' ? exceptionTo(request) : answerTo(request), number);
    const all = Buffer.concat([this.held, frame]);
    if (outcome === 'held') this.held = all;
    if (outcome === 'nothing' || outcome === 'held') return;
    this.held = Buffer.alloc(0);
    if (outcome === 'damaged') all[all.length - frame.length + 2]! ^= 1;
    if (outcome === 'hang up') line.stream.destroy();
    else if (outcome === 'byte by byte') for (const byte of all) line.say(Buffer.from([byte]));
    else line.say(outcome === 'cut' ? all.subarray(0, -3) : all);
    if (outcome === 'twice') line.say(frame);
  }

  private frame(body: Buffer, number: number): Buffer {
    if (this.framing !== 'rtu') {
      const header = Buffer.alloc(6);
      header.writeUInt16BE(number, 0);
      header.writeUInt16BE(body.length, 4);
      return Buffer.concat([header, body]);
    }
    const crc = Buffer.alloc(2);
    crc.writeUInt16LE(crc16(body, 0, body.length));
    return Buffer.concat([body, crc]);
  }
}

const exceptionTo = (request: Buffer): Buffer => Buffer.from([request[0]!, request[1]! | 0x80, 4]);

function answerTo(request: Buffer): Buffer {
  if (request[1]! > 4) return Buffer.from(request.subarray(0, 6));
  const count = request.readUInt16BE(4);
  const body = Buffer.alloc(3 + count * 2);
  body.set([request[0]!, request[1]!, count * 2]);
  for (let i = 0; i < count; i++) body.writeUInt16BE(request[0]! * 1000 + request.readUInt16BE(2) + i, 3 + i * 2);
  return body;
}
