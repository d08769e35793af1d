import { durationMs } from '../../domain/duration.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { DriverContext, DriverDevice, DriverPoint } from '../../ports/driver.ts';
import type { TestRow } from '../../ports/driver-tools.ts';
import { isBitTable } from './bus-time.ts';
import type { ModbusClient } from './client.ts';
import { hexAddress } from './device-plan.ts';
import { exceptionQuality, exceptionText, meaningOf } from './exceptions.ts';
import { type LoneRead, loneRead } from './lone-read.ts';
import { otherOrders, shifted } from './misreadings.ts';
import type { Answer } from './question.ts';
import type { ModbusAddress, ModbusConnection, ModbusDevice } from './schemas.ts';
import { timeLimitOf } from './time-limit.ts';
import { withLine } from './tool-client.ts';

type Context = DriverContext<ModbusConnection, ModbusDevice, ModbusAddress>;
type Device = DriverDevice<ModbusDevice, ModbusAddress>;
type Point = DriverPoint<ModbusAddress>;
type Ask = (read: LoneRead) => Promise<Answer>;

/** A unit that has been silent so often is not asked for the rest of its points. */
const SILENT_POINTS = 3;
const LONGEST_RAW = 200;

/** Reads every point alone, and beside it what the usual mistakes of a register list would make of it. */
export function testPoints(context: Context, signal: AbortSignal): AsyncIterable<TestRow> {
  const { config, clock, devices } = context;
  return withLine({ config, clock, signal }, async function* (client) {
    for (const device of devices) yield* testDevice(device, askerFor(client, device, config), signal);
  });
}

function askerFor(client: ModbusClient, { config }: Device, connection: ModbusConnection): Ask {
  const { unit, ignoreTransactionId } = config;
  const limit = timeLimitOf(connection);
  return ({ table, start, end }) => {
    const count = end - start;
    const timeoutMs = limit(durationMs(connection.timeout), table, count);
    return client.ask({ unit, table, start, count, timeoutMs, ignoreTransactionId });
  };
}

async function* testDevice(device: Device, ask: Ask, signal: AbortSignal): AsyncGenerator<TestRow> {
  let silent = 0;
  for (const point of device.points) {
    if (signal.aborted) return;
    const read = loneRead(device, point);
    if (silent >= SILENT_POINTS) {
      yield { ...blank(device, point, read), detail: 'not asked: the unit stays silent' };
      continue;
    }
    const answer = await ask(read);
    silent = answer.kind === 'timeout' ? silent + 1 : 0;
    const row = { ...blank(device, point, read), ...findings(answer, read, device.config) };
    yield { ...row, alternatives: await alternativesTo(answer, read, point.address, device.config, ask) };
  }
}

function blank(device: Device, point: Point, { table, field }: LoneRead): TestRow {
  const address = `${table} ${hexAddress(field.start)}+${field.end - field.start}`;
  const nothing = { raw: null, value: null, quality: QUALITY['bad-timeout'], tookMs: 0, alternatives: [] };
  return { device: device.id, tag: point.tag, address, ...nothing };
}

type Findings = Partial<Pick<TestRow, 'raw' | 'value' | 'quality' | 'tookMs' | 'detail'>>;

function findings(answer: Answer, read: LoneRead, config: ModbusDevice): Findings {
  switch (answer.kind) {
    case 'data':
      return { raw: rawOf(answer.bytes, read), tookMs: answer.tookMs, ...valueFrom(answer.bytes, read) };
    case 'exception':
      return { tookMs: answer.tookMs, quality: qualityOf(answer.code, config), detail: exceptionText(answer.code) };
    case 'timeout':
      return { detail: 'no answer in time' };
    case 'garbled':
      return { detail: answer.detail };
    case 'link-lost':
      return { quality: QUALITY['bad-not-connected'], detail: answer.detail };
  }
}

function qualityOf(code: number, { exceptions }: ModbusDevice): number {
  const { kind } = meaningOf(code, exceptions);
  if (kind === 'refused') return QUALITY['bad-unsupported'];
  return kind === 'unreachable' ? QUALITY['bad-timeout'] : exceptionQuality(code, exceptions);
}

function valueFrom(bytes: Buffer, { field, position }: LoneRead): Findings {
  if (field.decodeText) return { value: field.decodeText(bytes, position), quality: QUALITY.good };
  const value = field.decode(bytes, position);
  return Number.isFinite(value) ? { value, quality: QUALITY.good } : { quality: field.invalid };
}

/** `4366 8000` of registers, `1` of a bit. */
function rawOf(bytes: Buffer, { table, field, position }: LoneRead): string {
  if (isBitTable(table)) return String(field.decode(bytes, position));
  const words = bytes.toString('hex').toUpperCase().match(/.{4}/g) ?? [];
  return words.join(' ').slice(0, LONGEST_RAW);
}

async function alternativesTo(
  answer: Answer,
  read: LoneRead,
  address: ModbusAddress,
  config: ModbusDevice,
  ask: Ask,
): Promise<TestRow['alternatives']> {
  const isWorthAsking = answer.kind === 'data' || (answer.kind === 'exception' && answer.code === 2);
  if (!isWorthAsking || read.field.decodeText) return [];
  const found = answer.kind === 'data' ? otherOrders(address, config, answer.bytes) : [];
  for (const by of [-1, 1]) {
    const neighbour = shifted(read, by);
    const reply = neighbour && (await ask(neighbour));
    if (!neighbour || reply?.kind !== 'data') continue;
    const value = neighbour.field.decode(reply.bytes, neighbour.position);
    if (Number.isFinite(value)) found.push({ label: `register ${by > 0 ? '+' : ''}${by}`, value });
  }
  return found;
}
