import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import { viewDesk } from '../contract/alarm-resources.ts';
import type { ClientEvents, Pulse, ServerEvents, Snapshot } from '../contract/live-events.ts';
import { toWire } from '../contract/wire.ts';
import { visibleTo } from '../contract/work-order-steps.ts';
import type { Alarm } from '../domain/alarm.ts';
import type { DutyRecord } from '../domain/duty/record.ts';
import { may } from '../domain/role.ts';
import type { Site } from '../domain/site.ts';
import type { AlarmService } from '../ports/alarm-service.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { LatestValues } from '../ports/latest-values.ts';
import type { Logger } from '../ports/logger.ts';
import type { Counter, Gauge, Metrics } from '../ports/metrics.ts';
import type { PlantStatus } from '../ports/plant-status.ts';
import type { RecordBook } from '../ports/record-book.ts';
import type { Caller, SessionGate } from '../ports/session-gate.ts';
import type { WorkOrderService } from '../ports/work-order-service.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { LiveClient } from './live-client.ts';
import { News } from './news.ts';
import { PointSet } from './point-set.ts';
import { readSubscription } from './subscription.ts';

export interface LiveHubOptions {
  readonly server: HttpServer;
  readonly site: Site;
  readonly generation: string;
  readonly latest: LatestValues;
  readonly alarms: AlarmService;
  readonly workOrders: WorkOrderService;
  readonly records: Pick<RecordBook, 'onChange'>;
  readonly plant: PlantStatus;
  readonly sessions: SessionGate;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

interface SocketData {
  caller: Caller;
}
type LiveSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
type LiveServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** The longest a value waits for its frame: what a person sees of a poll's answer is at most this and a repaint old. */
const FRAME_MS = 100;
const PULSE_MS = 1000;
const RECHECK_MS = 30_000;
const MESSAGE_BYTES = 100_000;

/** Pushes values, alarms, work orders, records and connections to every browser (contract/live-events.ts). */
export class LiveHub {
  private readonly options: LiveHubOptions;
  private readonly io: LiveServer;
  private readonly doorkeeper: Doorkeeper;
  private readonly clients = new Map<LiveSocket, LiveClient>();
  private readonly changed: PointSet;
  private readonly indexByTag: ReadonlyMap<string, number>;
  private readonly stops: readonly (() => void)[];
  private readonly clientGauge: Gauge;
  private readonly frames: Counter;
  private readonly fellBehind: Counter;

  constructor(options: LiveHubOptions) {
    const { server, site, latest, metrics } = options;
    this.options = options;
    this.changed = new PointSet(latest.size);
    this.indexByTag = new Map(site.points.map((point) => [point.tag, point.index]));
    this.clientGauge = metrics.gauge('plantroom_live_clients', 'Browsers connected');
    this.frames = metrics.counter('plantroom_live_frames_total', 'Value frames sent to browsers');
    this.fellBehind = metrics.counter('plantroom_live_fell_behind_total', 'Browsers told to start afresh');
    this.doorkeeper = new Doorkeeper(options.sessions, () => this.io.engine.clientsCount);
    this.io = new Server(server, {
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MESSAGE_BYTES,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      connectTimeout: 5000,
      allowRequest: (request, answer) => this.doorkeeper.decide(request, answer),
    });
    this.io.use((socket, next) => this.introduce(socket, next));
    this.io.on('connection', (socket) => this.welcome(socket));
    this.stops = this.listen();
  }

  /** Browsers connected. */
  get size(): number {
    return this.clients.size;
  }

  /** Ends every connection; the web server itself stays open. */
  async close(): Promise<void> {
    for (const stop of this.stops) stop();
    this.io.disconnectSockets(true);
    this.io.engine.close();
  }

  private listen(): (() => void)[] {
    const { clock, latest, alarms, workOrders, records, plant, sessions } = this.options;
    const timers: readonly Timer[] = [
      clock.every(FRAME_MS, () => this.sendFrames()),
      clock.every(PULSE_MS, () => this.sendPulses()),
      clock.every(RECHECK_MS, () => this.recheck(() => true)),
    ];
    const alarmNews = new News<Alarm>(clock, (changed) => this.tellAll('alarms', changed.map(toWire)));
    const recordNews = new News<DutyRecord>(clock, (changed) => this.tellRecords(changed));
    return [
      ...timers.map((timer) => () => timer.cancel()),
      latest.onBatch((batch) => {
        for (let i = 0; i < batch.length; i++) this.changed.add(batch.point[i]!);
      }),
      alarms.onChange((alarm) => alarmNews.add(alarm)),
      () => alarmNews.stop(),
      records.onChange((record) => recordNews.add(record)),
      () => recordNews.stop(),
      alarms.onDesk((desk) => this.tellAll('desk', toWire(viewDesk(desk)))),
      workOrders.onChange((order) => {
        const wire = toWire(order);
        for (const [socket, client] of this.clients)
          this.tell(socket, client, 'work-order', visibleTo(wire, client.caller));
      }),
      plant.onChange((state) => this.tellAll('connection', toWire(state))),
      sessions.onChange((username) => this.recheck((caller) => caller.username === username)),
    ];
  }

  private introduce(socket: LiveSocket, next: (refusal?: Error) => void): void {
    const caller = this.doorkeeper.callerOf(socket.request);
    if (caller) socket.data.caller = caller;
    next(caller ? undefined : new Error('AUTH_REQUIRED'));
  }

  private welcome(socket: LiveSocket): void {
    const client = new LiveClient(socket.data.caller, this.options.latest);
    this.clients.set(socket, client);
    this.clientGauge.set(this.clients.size);
    socket.conn.on('drain', () => client.drained());
    socket.conn.on('packet', () => {
      if (!client.countReceived()) this.dismiss(socket, 'fell-behind');
    });
    socket.on('subscribe', (tags: unknown, answer: unknown) => this.subscribe(socket, client, tags, answer));
    socket.on('watch', (tags: unknown) => this.watch(socket, client, tags));
    socket.on('shown', (sequence: unknown) => client.confirm(sequence));
    // Without a listener the library writes a hostile message's parse error to the console.
    socket.on('error', (err) => this.options.logger.debug({ err }, 'a browser sent what cannot be read'));
    socket.on('disconnect', () => this.forget(socket));
  }

  private subscribe(socket: LiveSocket, client: LiveClient, tags: unknown, answer: unknown): void {
    const asked = readSubscription(tags);
    const serves = asked !== undefined && typeof answer === 'function' && client.countSnapshot();
    if (serves) answer(this.snapshot(client, asked));
    else this.dismiss(socket, 'fell-behind');
  }

  private watch(socket: LiveSocket, client: LiveClient, tags: unknown): void {
    const asked = readSubscription(tags);
    if (asked === undefined) {
      this.dismiss(socket, 'fell-behind');
      return;
    }
    client.watch(this.indexesOf(asked));
    // A screen that has just been opened shows what is old until this arrives.
    this.sendFrame(socket, client, this.options.clock.nowMs());
  }

  private indexesOf(tags: readonly string[] | null): readonly number[] {
    if (tags === null) return this.options.site.points.map((point) => point.index);
    return tags.flatMap((tag) => this.indexByTag.get(tag) ?? []);
  }

  private snapshot(client: LiveClient, tags: readonly string[] | null): Snapshot {
    const { alarms, clock } = this.options;
    const values = client.subscribe(this.indexesOf(tags), clock.nowMs());
    const newestFirst = [...alarms.open()].sort((a, b) => b.activeAt - a.activeAt);
    const desk = toWire(viewDesk(alarms.desk()));
    return { ...this.pulseOf(client), values, alarms: newestFirst.map((alarm) => toWire(alarm)), desk };
  }

  private sendFrames(): void {
    const nowMs = this.options.clock.nowMs();
    for (const [socket, client] of this.clients) {
      client.note(this.changed);
      this.sendFrame(socket, client, nowMs);
    }
    this.changed.clear();
  }

  private sendFrame(socket: LiveSocket, client: LiveClient, nowMs: number): void {
    const frame = client.nextFrame(nowMs);
    if (!frame) return;
    this.frames.add();
    this.tell(socket, client, 'values', frame);
  }

  private sendPulses(): void {
    for (const [socket, client] of this.clients) {
      client.pulse();
      // Volatile: while something else is on its way, that is the sign of life.
      socket.volatile.emit('pulse', this.pulseOf(client));
    }
  }

  private pulseOf(client: LiveClient): Pulse {
    const { generation, clock } = this.options;
    return { generation, at: new Date(clock.nowMs()).toISOString(), sequence: client.sequence };
  }

  /** What a record says is asked for by the page that shows it. */
  private tellRecords(changed: readonly DutyRecord[]): void {
    for (const { id, kind, key, state, version } of changed) this.tellAll('record', { id, kind, key, state, version });
  }

  private tellAll<Event extends keyof ServerEvents>(event: Event, ...what: Parameters<ServerEvents[Event]>): void {
    for (const [socket, client] of this.clients) this.tell(socket, client, event, ...what);
  }

  private tell<Event extends keyof ServerEvents>(
    socket: LiveSocket,
    client: LiveClient,
    event: Event,
    ...what: Parameters<ServerEvents[Event]>
  ): void {
    if (client.countUnsent()) socket.emit(event, ...what);
    else this.dismiss(socket, 'fell-behind');
  }

  private recheck(isMeant: (caller: Caller) => boolean): void {
    for (const [socket, client] of this.clients) {
      if (!isMeant(client.caller)) continue;
      this.recheckOne(socket, client).catch((err: unknown) => {
        this.options.logger.warn({ err, username: client.caller.username }, 'a live session could not be checked');
        this.dismiss(socket, 'session-ended');
      });
    }
  }

  private async recheckOne(socket: LiveSocket, client: LiveClient): Promise<void> {
    const caller = await this.options.sessions.recheck(client.caller);
    if (caller && may(caller.role, 'plant:read')) client.caller = caller;
    else this.dismiss(socket, 'session-ended');
  }

  private dismiss(socket: LiveSocket, reason: 'session-ended' | 'fell-behind'): void {
    if (!this.forget(socket)) return;
    if (reason === 'fell-behind') this.fellBehind.add();
    socket.emit('resynchronise', reason);
    socket.disconnect(true);
  }

  private forget(socket: LiveSocket): boolean {
    const known = this.clients.delete(socket);
    this.clientGauge.set(this.clients.size);
    return known;
  }
}
