import { join } from 'node:path';
import { durationMs } from '../../domain/duration.ts';
import { QUALITY } from '../../domain/quality.ts';
import type {
  DriverContext,
  PolledLink,
  ReadFailure,
  ReadingSink,
  ReadRequest,
  ReadResult,
} from '../../ports/driver.ts';
import { busTimeOf, silenceMs } from './bus-time.ts';
import { ModbusClient } from './client.ts';
import type { PlannedRead } from './device-plan.ts';
import { exceptionText, meaningOf } from './exceptions.ts';
import { KnowledgeFile } from './knowledge-file.ts';
import { type Line, openLine } from './line.ts';
import { Patience } from './patience.ts';
import type { ModbusAddress, ModbusConnection, ModbusDevice } from './schemas.ts';
import type { Answer } from './session.ts';
import { isGivenUp, Unit } from './unit.ts';

type Context = DriverContext<ModbusConnection, ModbusDevice, ModbusAddress>;
type OpenLine = (config: ModbusConnection) => Promise<Line>;

const BUSY_PAUSE_MS = 200;

const OK: ReadResult = { ok: true };
const failed = (failure: ReadFailure): ReadResult => ({ ok: false, failure });

function gapOf(config: ModbusConnection): number {
  if (config.gap !== undefined) return durationMs(config.gap);
  return config.transport === 'tcp' ? 0 : silenceMs(config.baudRate);
}

/** One Modbus line with its units. Plans the reads, asks one at a time, and learns from refusals. */
export class ModbusLink implements PolledLink {
  readonly style = 'polled';
  readonly maxInFlight = 1;
  private readonly context: Context;
  private readonly client: ModbusClient;
  private readonly patience: Patience;
  private readonly file: KnowledgeFile | undefined;
  private readonly units: ReadonlyMap<string, Unit>;
  private readonly lostListeners: ((detail: string) => void)[] = [];
  private plan: readonly PlannedRead[];
  private byRequest: ReadonlyMap<ReadRequest, PlannedRead>;
  private hasRemembered = false;

  constructor(context: Context, open: OpenLine = openLine) {
    const { config, clock, devices, stateFolder, connectionId } = context;
    this.context = context;
    const timeoutMs = durationMs(config.timeout);
    const settings = {
      framing: config.transport === 'tcp' ? ('mbap' as const) : ('rtu' as const),
      connectTimeoutMs: timeoutMs,
      gapMs: gapOf(config),
      open: () => open(config),
    };
    this.client = new ModbusClient(settings, clock, (detail) => this.tellLost(detail));
    this.patience = new Patience(timeoutMs);
    this.file =
      stateFolder === undefined ? undefined : new KnowledgeFile(join(stateFolder, `modbus-${connectionId}.json`));
    const busTime = busTimeOf(config);
    this.units = new Map(devices.map((device) => [device.id, new Unit(device, busTime, clock)]));
    this.plan = [];
    this.byRequest = new Map();
    this.collectPlan();
  }

  requests(): readonly ReadRequest[] {
    return this.plan;
  }

  async connect(): Promise<ReadResult> {
    await this.rememberOnce();
    const failure = await this.client.connect();
    for (const unit of this.units.values()) unit.restartTurns();
    return failure ? failed({ kind: 'link-lost', detail: detailOf(failure) }) : OK;
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
    const answer = await this.askPatiently(unit, read);
    return this.conclude(unit, read, answer, sink);
  }

  /** A busy unit is asked once more in a moment, if its cycle leaves time for that. */
  private async askPatiently(unit: Unit, read: PlannedRead): Promise<Answer> {
    const answer = await this.ask(unit, read);
    const isBusy = answer.kind === 'exception' && meaningOf(answer.code).kind === 'busy';
    if (!isBusy || read.periodMs < 2 * BUSY_PAUSE_MS) return answer;
    await new Promise<void>((resolve) => void this.context.clock.after(BUSY_PAUSE_MS, resolve));
    return this.ask(unit, read);
  }

  private async ask(unit: Unit, read: PlannedRead): Promise<Answer> {
    const { clock } = this.context;
    const { unit: number } = unit.config;
    const begin = clock.monotonicMs();
    const answer = await this.client.ask({
      unit: number,
      table: read.table,
      start: read.start,
      count: read.end - read.start,
      timeoutMs: this.patience.limitFor(number, begin),
    });
    const end = clock.monotonicMs();
    if (answer.kind === 'data' || answer.kind === 'exception') this.patience.answered(number, end - begin);
    if (answer.kind === 'timeout') this.patience.stayedSilent(number, end);
    return answer;
  }

  private conclude(unit: Unit, read: PlannedRead, answer: Answer, sink: ReadingSink): ReadResult {
    switch (answer.kind) {
      case 'data':
        this.deliver(unit, read, answer.bytes, sink);
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

  private concludeException(unit: Unit, read: PlannedRead, code: number, sink: ReadingSink): ReadResult {
    const meaning = meaningOf(code);
    const detail = exceptionText(code);
    if (meaning.kind === 'unreachable') return failed({ kind: 'timeout', linkAnswered: detail });
    const hasLearned = meaning.kind === 'refused' && unit.noteRefusal(read, meaning.refusal);
    if (hasLearned) this.afterLesson(unit, read, detail);
    const quality = isGivenUp(unit, read) ? QUALITY['bad-unsupported'] : QUALITY['bad-device-exception'];
    const now = this.context.clock.nowMs();
    for (const field of read.fields) sink.reading(field.point, Number.NaN, quality, now);
    sink.flush();
    return failed({ kind: 'exception', code, detail });
  }

  private deliver(unit: Unit, read: PlannedRead, bytes: Buffer, sink: ReadingSink): void {
    const { turn, learned } = unit.noteAnswer(read);
    const now = this.context.clock.nowMs();
    const { fields, positions, every } = read;
    for (let i = 0; i < fields.length; i++) {
      if (turn % every[i]! !== 0) continue;
      const field = fields[i]!;
      const value = field.decode(bytes, positions[i]!);
      if (Number.isFinite(value)) sink.reading(field.point, value, QUALITY.good, now);
      else sink.reading(field.point, Number.NaN, QUALITY['bad-not-a-number'], now);
    }
    sink.flush();
    if (learned) this.afterLesson(unit, read, 'is answered after all');
  }

  private collectPlan(): void {
    this.plan = [...this.units.values()].flatMap((unit) => unit.reads);
    this.byRequest = new Map(this.plan.map((read) => [read, read]));
  }

  private afterLesson(unit: Unit, read: PlannedRead, reason: string): void {
    this.collectPlan();
    const { logger } = this.context;
    logger.info(
      { device: unit.id, read: read.description, reason, requests: unit.reads.length },
      'the read plan has changed',
    );
    const knowledge = new Map([...this.units].map(([id, { known }]) => [id, new Map(known)]));
    this.file?.save(knowledge).catch((error) => logger.warn({ err: error }, 'what was learned could not be kept'));
  }

  private async rememberOnce(): Promise<void> {
    if (this.hasRemembered) return;
    this.hasRemembered = true;
    try {
      const knowledge = await this.file?.load();
      for (const [id, tables] of knowledge ?? []) {
        for (const [table, known] of tables) this.units.get(id)?.remember(table, known);
      }
      this.collectPlan();
    } catch (error) {
      this.context.logger.warn({ err: error }, 'what was learned before cannot be read; learning anew');
    }
  }

  private tellLost(detail: string): void {
    for (const listener of this.lostListeners) listener(detail);
  }
}

function detailOf(answer: Answer): string {
  return 'detail' in answer ? answer.detail : answer.kind;
}
