import { join } from 'node:path';
import { durationMs } from '../../domain/duration.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  DeviceFacts,
  DriverContext,
  PolledLink,
  ReadFailure,
  ReadingSink,
  ReadRequest,
  ReadResult,
  WriteRequest,
  WriteResult,
} from '../../ports/driver.ts';
import { busTimeOf, gapMs } from './bus-time.ts';
import { ModbusClient } from './client.ts';
import { deliverAnswer, deliverRefusal } from './deliver-read.ts';
import type { PlannedRead } from './device-plan.ts';
import { exceptionQuality, exceptionText, meaningOf } from './exceptions.ts';
import { holesOf } from './hole-words.ts';
import { KnowledgeFile } from './knowledge-file.ts';
import type { Line } from './line.ts';
import { openLine } from './open-line.ts';
import { Patience } from './patience.ts';
import { PatientAsker } from './patient-asker.ts';
import { PointWriter } from './point-writer.ts';
import type { Answer } from './question.ts';
import type { ModbusAddress, ModbusConnection, ModbusDevice } from './schemas.ts';
import { timeLimitOf } from './time-limit.ts';
import { isGivenUp, Unit } from './unit.ts';

type Context = DriverContext<ModbusConnection, ModbusDevice, ModbusAddress>;
type OpenLine = (config: ModbusConnection, clock: Clock) => Promise<Line>;

const OK: ReadResult = { ok: true };
const failed = (failure: ReadFailure): ReadResult => ({ ok: false, failure });

/** One Modbus line with its units. Plans the reads, asks one at a time, learns from refusals, and sets writable points. */
export class ModbusLink implements PolledLink {
  readonly style = 'polled';
  readonly maxInFlight = 1;
  readonly isSerialLine: boolean;
  private readonly context: Context;
  private readonly client: ModbusClient;
  private readonly asker: PatientAsker;
  private readonly writer: PointWriter;
  private readonly file: KnowledgeFile | undefined;
  private readonly units: ReadonlyMap<string, Unit>;
  private readonly lostListeners: ((detail: string) => void)[] = [];
  private plan: readonly PlannedRead[] = [];
  private byRequest: ReadonlyMap<ReadRequest, PlannedRead> = new Map();
  private hasRemembered = false;

  constructor(context: Context, open: OpenLine = openLine) {
    const { config, clock, devices, stateFolder, connectionId } = context;
    this.context = context;
    this.isSerialLine = config.transport !== 'tcp';
    this.client = new ModbusClient(clientSettings(context, open), clock, (detail) => this.tellLost(detail));
    this.asker = new PatientAsker(this.client, new Patience(durationMs(config.timeout)), timeLimitOf(config), clock);
    this.writer = new PointWriter(context, this.client);
    this.file =
      stateFolder === undefined ? undefined : new KnowledgeFile(join(stateFolder, `modbus-${connectionId}.json`));
    const [busTime, gap] = [busTimeOf(config), gapMs(config)];
    this.units = new Map(devices.map((device) => [device.id, new Unit(device, busTime, clock, gap)]));
    this.collectPlan();
  }

  requests(): readonly ReadRequest[] {
    return this.plan;
  }

  async connect(): Promise<ReadResult> {
    await this.rememberOnce();
    const failure = await this.client.connect();
    for (const unit of this.units.values()) unit.restartTurns();
    return failure ? failed(failure) : OK;
  }

  onLost(listener: (detail: string) => void): void {
    this.lostListeners.push(listener);
  }

  disconnect(): Promise<void> {
    return this.client.disconnect();
  }

  async read(request: ReadRequest, sink: ReadingSink): Promise<ReadResult> {
    const read = this.byRequest.get(request);
    const unit = this.units.get(request.device);
    // A request of a former plan: whatever it was for is in the present one.
    if (!read || !unit) return OK;
    const before = unit.reads;
    const answer = await this.asker.ask(unit, read);
    const result = this.conclude(unit, read, answer, sink);
    if (unit.reads !== before) this.collectPlan();
    return result;
  }

  write(request: WriteRequest): Promise<WriteResult> {
    return this.writer.write(request);
  }

  facts(device: string): DeviceFacts {
    const unit = this.units.get(device);
    return { holes: unit ? holesOf(unit) : [], items: null };
  }

  private conclude(unit: Unit, read: PlannedRead, answer: Answer, sink: ReadingSink): ReadResult {
    switch (answer.kind) {
      case 'data':
        this.concludeAnswer(unit, read, answer.bytes, sink);
        return OK;
      case 'exception':
        return this.concludeException(unit, read, answer.code, sink);
      case 'timeout':
        if (unit.noteTimeout(read)) this.afterLesson(unit, read, 'stays silent');
        return failed({ kind: 'timeout' });
      case 'garbled':
      case 'link-lost':
        unit.restartTurns();
        return failed(answer);
    }
  }

  private concludeAnswer(unit: Unit, read: PlannedRead, bytes: Buffer, sink: ReadingSink): void {
    const { turn, learned } = unit.noteAnswer(read);
    deliverAnswer(read, turn, bytes, sink, this.context.clock.nowMs());
    if (learned === 'range') this.afterLesson(unit, read, 'is answered after all');
    if (learned === 'cost') this.keepKnowledge();
  }

  private concludeException(unit: Unit, read: PlannedRead, code: number, sink: ReadingSink): ReadResult {
    const { exceptions } = unit.config;
    const meaning = meaningOf(code, exceptions);
    const detail = exceptionText(code);
    if (meaning.kind === 'unreachable') return failed({ kind: 'timeout', linkAnswered: detail });
    const hasLearned = meaning.kind === 'refused' && unit.noteRefusal(read, meaning.refusal);
    if (hasLearned) this.afterLesson(unit, read, detail);
    const quality = isGivenUp(unit, read) ? QUALITY['bad-unsupported'] : exceptionQuality(code, exceptions);
    deliverRefusal(read, quality, sink, this.context.clock.nowMs());
    return failed({ kind: 'exception', code, detail });
  }

  private collectPlan(): void {
    this.plan = [...this.units.values()].flatMap((unit) => unit.reads);
    this.byRequest = new Map(this.plan.map((read) => [read, read]));
  }

  private afterLesson(unit: Unit, read: PlannedRead, reason: string): void {
    const lesson = { device: unit.id, read: read.description, reason, requests: unit.reads.length };
    this.context.logger.info(lesson, 'the read plan has changed');
    this.keepKnowledge();
  }

  private keepKnowledge(): void {
    const knowledge = new Map([...this.units].map(([id, unit]) => [id, unit.learned]));
    this.file
      ?.save(knowledge)
      .catch((error) => this.context.logger.warn({ err: error }, 'what was learned could not be kept'));
  }

  private async rememberOnce(): Promise<void> {
    if (this.hasRemembered) return;
    this.hasRemembered = true;
    try {
      const knowledge = await this.file?.load();
      for (const [id, learned] of knowledge ?? []) this.units.get(id)?.remember(learned);
      this.collectPlan();
    } catch (error) {
      this.context.logger.warn({ err: error }, 'what was learned before cannot be read; learning anew');
    }
  }

  private tellLost(detail: string): void {
    for (const listener of this.lostListeners) listener(detail);
  }
}

/** What the client of a line needs to know. Without writable points nothing but reads ever leaves this machine. */
function clientSettings(
  { config, clock, devices }: Context,
  open: OpenLine,
): ConstructorParameters<typeof ModbusClient>[0] {
  return {
    framing: config.transport === 'tcp' ? 'mbap' : 'rtu',
    connectTimeoutMs: durationMs(config.timeout),
    gapMs: gapMs(config),
    mayWrite: devices.some((device) => device.points.some((point) => point.writable)),
    open: () => open(config, clock),
  };
}
