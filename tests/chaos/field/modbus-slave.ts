import type { Socket } from 'node:net';
import { mbapFrame, rtuFrame, ScriptedModbus, type ScriptedRequest } from '../../harness/scripted-modbus.ts';
import { between, type Random } from '../../simulators/model/random.ts';
import { AnswerQueue } from './answer-queue.ts';
import { bitAt, epochAt, type Place, shortAt, wordAt } from './identity.ts';

/** Below it two registers make a 32-bit value that holds its own address; from it on every register does by itself. */
export const FIRST_SHORT = 512;
const MOST_REQUESTS_KEPT = 50;
const LAST_REGISTER = 1023;
const TABLE_OF_FUNCTION: Readonly<Record<number, number>> = { 1: 2, 2: 3, 3: 0, 4: 1 };
/** What a serial device takes to answer. */
const TURNAROUND_MS = [2, 6] as const;

/** A question, and all it takes to answer it rightly or wrongly. */
export interface Exchange {
  readonly request: ScriptedRequest;
  readonly framing: 'mbap' | 'rtu';
  /** The right answer, without its frame. */
  readonly pdu: Buffer;
  /** Sends bytes, after the usual time and `afterMs` more. */
  send(bytes: Buffer, afterMs?: number): void;
}

/** How questions are answered. */
export type Manner = (exchange: Exchange) => void;

export const framed = ({ request, framing, pdu }: Exchange, other = pdu): Buffer =>
  framing === 'mbap' ? mbapFrame(request, other) : rtuFrame(request, other);

export const answerRightly: Manner = (exchange) => exchange.send(framed(exchange));

export interface SlaveSettings {
  readonly framing: 'mbap' | 'rtu';
  readonly connection: number;
  readonly units: readonly number[];
  readonly random: Random;
}

/** The units of one line. Every register says where it is; how they answer is set per unit or for all. */
export class ModbusSlave {
  private readonly settings: SlaveSettings;
  private readonly server: ScriptedModbus;
  private readonly manners = new Map<number, Manner>();
  private readonly queues: ReadonlyMap<number, AnswerQueue>;

  constructor(settings: SlaveSettings) {
    this.settings = settings;
    this.queues = new Map(settings.units.map((unit) => [unit, new AnswerQueue()]));
    this.server = new ScriptedModbus(settings.framing, (request) => this.receive(request));
    this.server.isPolite = true;
  }

  listen(port = 0): Promise<number> {
    return this.server.listen(port);
  }

  /** From now on these units answer so; what they still had to say they say at once. */
  behave(units: readonly number[], manner: Manner): void {
    for (const unit of units) {
      this.manners.set(unit, manner);
      this.queues.get(unit)?.hurry();
    }
  }

  close(): Promise<void> {
    for (const queue of this.queues.values()) queue.stop();
    return this.server.close();
  }

  private receive(request: ScriptedRequest): void {
    const { requests } = this.server;
    if (requests.length > MOST_REQUESTS_KEPT) requests.length = 0;
    const { framing, connection, random } = this.settings;
    const queue = this.queues.get(request.unit);
    if (!queue) return;
    const usualMs = framing === 'rtu' ? between(random, ...TURNAROUND_MS) : 0;
    const manner = this.manners.get(request.unit) ?? answerRightly;
    manner({
      request,
      framing,
      pdu: rightPdu(request, connection),
      send: (bytes, afterMs = 0) => queue.add(usualMs + afterMs, () => write(request.socket, bytes)),
    });
  }
}

const write = (socket: Socket, bytes: Buffer): void => void (socket.writable && socket.write(bytes));

const isBits = (functionCode: number): boolean => functionCode <= 2;

/** What an honest device answers; exception 2 beyond its last register, 1 for functions it does not know. */
export function rightPdu({ unit, functionCode, start, count }: ScriptedRequest, connection: number): Buffer {
  const table = TABLE_OF_FUNCTION[functionCode];
  if (table === undefined) return Buffer.from([functionCode | 0x80, 1]);
  if (start + count > LAST_REGISTER + 1) return Buffer.from([functionCode | 0x80, 2]);
  const data = isBits(functionCode)
    ? bits({ connection, unit, table, slot: 0 }, start, count)
    : registers({ connection, unit, table, slot: 0 }, start, count);
  return Buffer.concat([Buffer.from([functionCode, data.length]), data]);
}

function registers(base: Place, start: number, count: number): Buffer {
  const epoch = epochAt(Date.now());
  const data = Buffer.alloc(count * 2);
  for (let i = 0; i < count; i++) data.writeUInt16BE(registerAt(base, start + i, epoch), i * 2);
  return data;
}

function registerAt(base: Place, register: number, epoch: number): number {
  if (register >= FIRST_SHORT) return shortAt({ ...base, slot: register & 255 }, epoch);
  const word = wordAt({ ...base, slot: register >> 1 }, epoch);
  return register % 2 === 0 ? word >>> 16 : word & 0xffff;
}

function bits(base: Place, start: number, count: number): Buffer {
  const data = Buffer.alloc(Math.ceil(count / 8));
  for (let i = 0; i < count; i++) {
    if (bitAt({ ...base, slot: (start + i) & 255 })) data[i >> 3]! |= 1 << (i & 7);
  }
  return data;
}
