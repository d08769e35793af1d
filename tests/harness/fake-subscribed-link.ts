import type {
  LinkListener,
  ReadResult,
  SubscribedLink,
  WriteRequest,
  WriteResult,
} from '../../gateway/ports/driver.ts';

/** A subscribed link that does what the test says. */
export class FakeSubscribedLink implements SubscribedLink {
  readonly style = 'subscribed';
  readonly silenceLimitMs = 8000;
  /** What the next starts settle with; undefined never settles. */
  outcome: ReadResult | undefined = { ok: true };
  starts = 0;
  stops = 0;
  /** The listener of the newest start, and all before it. */
  readonly listeners: LinkListener[] = [];

  readonly writes: WriteRequest[] = [];
  /** What the next writes settle with; undefined never settles. */
  writeResult: WriteResult | undefined = { kind: 'verified', readBack: 0 };

  get listener(): LinkListener {
    return this.listeners.at(-1)!;
  }

  start(listener: LinkListener): Promise<ReadResult> {
    this.starts++;
    this.listeners.push(listener);
    return this.outcome ? Promise.resolve(this.outcome) : new Promise(() => undefined);
  }

  write(request: WriteRequest): Promise<WriteResult> {
    this.writes.push(request);
    return this.writeResult ? Promise.resolve(this.writeResult) : new Promise(() => undefined);
  }

  async stop(): Promise<void> {
    this.stops++;
  }

  describe(): readonly string[] {
    return ['one topic'];
  }
}
