import type { Clock } from '../../gateway/ports/clock.ts';
import type {
  DeviceFacts,
  PolledLink,
  ReadFailure,
  ReadingSink,
  ReadRequest,
  ReadResult,
  WriteRequest,
  WriteResult,
} from '../../gateway/ports/driver.ts';

/** How a device on the fake line behaves at the moment. */
export interface FakeDevice {
  /** Time to answer, ms. */
  latencyMs: number;
  /** What it says instead of an answer; a timeout takes `timeoutMs`, and as long as it stays silent `probeMs`. */
  failure: ReadFailure | undefined;
  timeoutMs: number;
  probeMs: number;
}

export interface FakeRead {
  readonly request: ReadRequest;
  readonly beginMs: number;
  readonly endMs: number;
  readonly ok: boolean;
}

export interface FakeWrite {
  readonly request: WriteRequest;
  readonly beginMs: number;
}

export function fakeRequest(device: string, periodMs: number, points: readonly number[]): ReadRequest {
  return { device, periodMs, points, description: `${device} every ${periodMs}`, estimateMs: 5 };
}

/** A polled link that lives on the test's clock and writes down everything that is asked of it. */
export class FakePolledLink implements PolledLink {
  readonly style = 'polled';
  maxInFlight = 1;
  isSerialLine = false;
  isReachable = true;
  isOpen = false;
  /** How long opening takes; 0 opens at once. */
  connectMs = 0;
  /** A link that leaves its reads hanging when it is closed. */
  leavesHanging = false;
  connects = 0;
  disconnects = 0;
  mostInFlight = 0;
  readonly reads: FakeRead[] = [];
  readonly writes: FakeWrite[] = [];
  /** How long a write takes, and how it ends. */
  writeMs = 5;
  writeResult: WriteResult = { kind: 'verified', readBack: 0 };
  readonly cautions = [{ en: 'Not encrypted', zh: '未加密' }];
  deviceFacts: DeviceFacts = { holes: [], items: null };
  readonly devices = new Map<string, FakeDevice>();
  private plan: readonly ReadRequest[];
  private inFlight = 0;
  private abort: () => void = () => undefined;
  private readonly clock: Clock;
  private readonly lostListeners: ((detail: string) => void)[] = [];
  private readonly silent = new Set<string>();
  private readonly writing = new Set<(result: WriteResult) => void>();
  private readonly hanging = new Set<(result: ReadResult) => void>();

  constructor(clock: Clock, plan: readonly ReadRequest[]) {
    this.clock = clock;
    this.plan = plan;
    for (const { device } of plan)
      this.devices.set(device, { latencyMs: 5, failure: undefined, timeoutMs: 1000, probeMs: 50 });
  }

  device(id: string): FakeDevice {
    return this.devices.get(id)!;
  }

  replan(plan: readonly ReadRequest[]): void {
    this.plan = plan;
  }

  requests(): readonly ReadRequest[] {
    return this.plan;
  }

  async connect(): Promise<ReadResult> {
    this.connects++;
    if (this.connectMs > 0) await this.opening();
    this.isOpen = this.isReachable;
    return this.isReachable ? { ok: true } : { ok: false, failure: { kind: 'link-lost', detail: 'refused' } };
  }

  read(request: ReadRequest, sink: ReadingSink): Promise<ReadResult> {
    const { latencyMs, failure, timeoutMs, probeMs } = this.device(request.device);
    const waitMs = this.silent.has(request.device) ? probeMs : timeoutMs;
    const beginMs = this.clock.monotonicMs();
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    return new Promise((resolve) => {
      const settle = (result: ReadResult): void => {
        if (!this.hanging.delete(settle)) return;
        this.inFlight--;
        this.reads.push({ request, beginMs, endMs: this.clock.monotonicMs(), ok: result.ok });
        if (result.ok) this.silent.delete(request.device);
        else this.silent.add(request.device);
        if (result.ok) this.deliver(request, sink);
        resolve(result);
      };
      this.hanging.add(settle);
      const result: ReadResult = failure ? { ok: false, failure } : { ok: true };
      this.clock.after(failure?.kind === 'timeout' ? waitMs : latencyMs, () => settle(result));
    });
  }

  write(request: WriteRequest): Promise<WriteResult> {
    this.writes.push({ request, beginMs: this.clock.monotonicMs() });
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    return new Promise((resolve) => {
      const settle = (result: WriteResult): void => {
        if (!this.writing.delete(settle)) return;
        this.inFlight--;
        resolve(result);
      };
      this.writing.add(settle);
      this.clock.after(this.writeMs, () => settle(this.writeResult));
    });
  }

  facts(): DeviceFacts {
    return this.deviceFacts;
  }

  onLost(listener: (detail: string) => void): void {
    this.lostListeners.push(listener);
  }

  async disconnect(): Promise<void> {
    this.disconnects++;
    this.abort();
    if (!this.leavesHanging) this.cut('closed by us');
    this.isOpen = false;
  }

  /** The cable is pulled: what is under way fails, and an idle link tells of it. */
  breakLink(): void {
    this.isReachable = false;
    const isRead = this.hanging.size > 0;
    this.cut('reset');
    if (!isRead) this.announceLoss();
  }

  /** Tells of a loss, whatever is under way. */
  announceLoss(): void {
    for (const listener of this.lostListeners) listener('reset');
  }

  readsOf(device: string): readonly FakeRead[] {
    return this.reads.filter((read) => read.request.device === device);
  }

  /** Settles when the time is over, or the link is closed before. */
  private opening(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.clock.after(this.connectMs, resolve);
      this.abort = () => {
        timer.cancel();
        resolve();
      };
    });
  }

  private cut(detail: string): void {
    this.isOpen = false;
    for (const settle of [...this.hanging]) settle({ ok: false, failure: { kind: 'link-lost', detail } });
    for (const settle of [...this.writing]) settle({ kind: 'unknown', detail });
  }

  private deliver(request: ReadRequest, sink: ReadingSink): void {
    for (const point of request.points) sink.reading(point, this.clock.monotonicMs(), 0, this.clock.nowMs());
    sink.flush();
  }
}
