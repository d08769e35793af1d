import type { Clock } from '../../ports/clock.ts';
import { atMost } from './limited.ts';
import type { Line } from './line.ts';
import { MbapFramer } from './mbap-framer.ts';
import { type LinkLost, lost, messageOf } from './question.ts';
import { RtuFramer } from './rtu-framer.ts';
import { loadLibrary, type MakeLibrary, Session } from './session.ts';

export interface ConnectionSettings {
  readonly framing: 'mbap' | 'rtu';
  readonly connectTimeoutMs: number;
  /** Whether anything but reads may ever leave this machine over this line. */
  readonly mayWrite: boolean;
  /** Begins to open the line. */
  readonly open: () => Promise<Line>;
}

/** A handle that does not close is left behind. */
const FREE_LIMIT_MS = 1_000;

/** A line, opened and opened again as needed: every time a new session with a new socket, the former one destroyed. */
export class Connection {
  private readonly settings: ConnectionSettings;
  private readonly clock: Clock;
  private readonly onLost: (detail: string) => void;
  private session: Session | undefined;
  private opening: Line | undefined;
  /** Settles when the handles of former lines are free. */
  private freed: Promise<void> = Promise.resolve();
  /** Of the newest attempt to open: an older one that succeeds after all is destroyed. */
  private generation = 0;
  private wanted = false;
  private transaction = 0;

  /** `onLost` tells of losses while nothing is asked. */
  constructor(settings: ConnectionSettings, clock: Clock, onLost: (detail: string) => void) {
    this.settings = settings;
    this.clock = clock;
    this.onLost = onLost;
  }

  get isWanted(): boolean {
    return this.wanted;
  }

  /** Opens a fresh session; a former one is destroyed. Undefined when it is open. Settles soon after the connect timeout. */
  connect(): Promise<LinkLost | undefined> {
    this.drop('replaced');
    if (this.opening) this.release(this.opening.destroy());
    this.wanted = true;
    return this.openLine();
  }

  /** The session to use now, opened again if the last one has ended. */
  async ready(): Promise<Session | LinkLost> {
    if (!this.wanted) return lost('not connected');
    if (this.session?.hasEnded) this.drop('spoilt');
    const failure = this.session ? undefined : await this.openLine();
    return failure ?? this.session ?? lost('closed by us');
  }

  /** What comes over it cannot be trusted any more. */
  spoil(session: Session): void {
    if (this.session === session) this.drop('spoilt');
  }

  /** Ends it within a second whatever the peer does. */
  async disconnect(): Promise<void> {
    this.wanted = false;
    const { session, opening } = this;
    this.session = undefined;
    await atMost(this.clock, FREE_LIMIT_MS, Promise.all([session?.close(), opening?.destroy()]));
  }

  private drop(detail: string): void {
    if (this.session) this.release(this.session.destroy(detail));
    this.session = undefined;
  }

  private release(handle: Promise<void>): void {
    this.freed = atMost(this.clock, FREE_LIMIT_MS, Promise.all([this.freed, handle]));
  }

  private async openLine(): Promise<LinkLost | undefined> {
    const generation = ++this.generation;
    try {
      await this.freed;
      const makeLibrary = await loadLibrary();
      const line = await this.settings.open();
      await this.untilOpen(line, generation);
      this.adopt(line, makeLibrary);
      return undefined;
    } catch (error) {
      return lost(messageOf(error));
    }
  }

  private async untilOpen(line: Line, generation: number): Promise<void> {
    this.opening = line;
    // Between opening and adoption nobody else listens, and an unheard error would end the process.
    line.stream.on('error', () => undefined);
    const late = Promise.withResolvers<never>();
    const expire = (): void => late.reject(new Error('no connection in time'));
    const timer = this.clock.after(this.settings.connectTimeoutMs, expire);
    try {
      await Promise.race([line.opened, late.promise]);
      if (!this.wanted || generation !== this.generation) throw new Error('closed by us');
    } catch (error) {
      this.release(line.destroy());
      throw error;
    } finally {
      timer.cancel();
      if (this.opening === line) this.opening = undefined;
    }
  }

  private adopt(line: Line, makeLibrary: MakeLibrary): void {
    const { framing, mayWrite } = this.settings;
    const nextNumber = (): number => (this.transaction = (this.transaction + 1) & 0xffff);
    const framer = framing === 'mbap' ? new MbapFramer(nextNumber) : new RtuFramer();
    const session = new Session(line, framer, makeLibrary, this.clock, mayWrite);
    session.onEnd((detail) => {
      if (this.session !== session) return;
      this.drop(detail);
      this.onLost(detail);
    });
    this.session = session;
  }
}
