import { durationMs } from '../../domain/duration.ts';
import type { DriverContext, DriverDevice, DriverPoint, WriteRequest, WriteResult } from '../../ports/driver.ts';
import type { ModbusClient } from './client.ts';
import { exceptionText } from './exceptions.ts';
import { pause } from './limited.ts';
import { type LoneRead, loneRead } from './lone-read.ts';
import { orderFor } from './order.ts';
import type { Answer, Content, Question } from './question.ts';
import type { ModbusAddress, ModbusConnection, ModbusDevice, Table } from './schemas.ts';
import { timeLimitOf } from './time-limit.ts';
import { fateOf, type ReadBack, unseen } from './write-fate.ts';

type Context = DriverContext<ModbusConnection, ModbusDevice, ModbusAddress>;

interface Target {
  readonly device: DriverDevice<ModbusDevice, ModbusAddress>;
  readonly point: DriverPoint<ModbusAddress>;
}

interface LastRead extends ReadBack {
  /** Asking again cannot help. */
  readonly isFinal: boolean;
}

const LOOK_EVERY_MS = 200;

/**
 * Sets points of one line: sends once, and believes only what is read back. Knows its writable points only; whatever else
 * it is asked to write it refuses, whoever asks.
 */
export class PointWriter {
  private readonly context: Context;
  private readonly client: ModbusClient;
  private readonly timeLimit: (table: Table, count: number) => number;
  private readonly targets: ReadonlyMap<number, Target>;

  constructor(context: Context, client: ModbusClient) {
    this.context = context;
    this.client = client;
    const [limit, allowedMs] = [timeLimitOf(context.config), durationMs(context.config.timeout)];
    this.timeLimit = (table, count) => limit(allowedMs, table, count);
    this.targets = new Map(
      context.devices.flatMap((device) =>
        device.points.filter((point) => point.writable).map((point) => [point.index, { device, point }] as const),
      ),
    );
  }

  /** Never rejects; settles within the time limits of connecting, sending and reading, and `verifyWithinMs`. */
  async write(request: WriteRequest): Promise<WriteResult> {
    const target = this.targets.get(request.point);
    if (!target || target.device.id !== request.device) return { kind: 'refused', detail: 'this point is read-only' };
    const { config } = target.device;
    const { transport } = this.context.config;
    const line = { transport, timeLimit: (registers: number) => this.timeLimit('holding', registers) };
    const order = orderFor(target.point.address, config, request.raw, line);
    if (!order.ok) return { kind: 'refused', detail: order.detail ?? order.code };
    const fate = fateOf(await this.client.write(order.value, request.expiresAt));
    if (fate.kind === 'settled') return fate.result;
    const read = loneRead(target.device, target.point);
    const wanted = heldValue(order.value.content, read);
    const last = await this.lookFor(wanted, read, config, request.verifyWithinMs);
    return last.value === wanted ? { kind: 'verified', readBack: wanted } : unseen(fate, last);
  }

  /** Reads until the wanted value is seen or the time is over; gives what was read last. */
  private async lookFor(wanted: number, read: LoneRead, config: ModbusDevice, withinMs: number): Promise<LastRead> {
    const { clock } = this.context;
    const end = clock.monotonicMs() + withinMs;
    const question = this.readBackOf(read, config);
    let last: LastRead | undefined;
    for (;;) {
      const look = readFrom(await this.client.ask(question), read);
      if (look.value !== undefined || !last) last = look;
      if (last.value === wanted || look.isFinal || clock.monotonicMs() + LOOK_EVERY_MS > end) return last;
      await pause(clock, LOOK_EVERY_MS);
    }
  }

  private readBackOf({ table, start, end }: LoneRead, { unit, ignoreTransactionId }: ModbusDevice): Question {
    const count = end - start;
    return { unit, table, start, count, timeoutMs: this.timeLimit(table, count), ignoreTransactionId };
  }
}

function readFrom(answer: Answer, { field, position }: LoneRead): LastRead {
  switch (answer.kind) {
    case 'data':
      return { value: field.decode(answer.bytes, position), detail: 'read', isFinal: false };
    case 'exception':
      return { value: undefined, detail: exceptionText(answer.code), isFinal: answer.code <= 3 };
    case 'timeout':
      return { value: undefined, detail: 'no answer in time', isFinal: false };
    case 'garbled':
    case 'link-lost':
      return { value: undefined, detail: answer.detail, isFinal: false };
  }
}

/** What the point reads as once it holds this: after rounding to its type. */
function heldValue(content: Content, { field }: LoneRead): number {
  if (content.kind === 'coils') return content.states[0] ? 1 : 0;
  const bytes = Buffer.alloc(content.words.length * 2);
  for (const [i, word] of content.words.entries()) bytes.writeUInt16BE(word, i * 2);
  return field.decode(bytes, 0);
}
