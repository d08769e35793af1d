import type { ClientEvents, Pulse, RecordNews, ServerEvents, Snapshot } from '../../gateway/contract/live-events.ts';
import { viewLiveFrame } from '../../gateway/contract/live-frame.ts';
import type { WireAlarm, WireDesk } from './alarm-api.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { WireConnection } from './api.ts';
import type { Cell } from './cell.ts';
import type { Clock } from './clock.ts';
import type { GatewayTime } from './gateway-time.ts';
import type { WireOrder } from './order-api.ts';
import type { PointStore } from './point-store.ts';

/** `since`: gateway time at which the link came up, or was last heard of. */
export interface LinkState {
  readonly state: 'connecting' | 'live' | 'lost';
  readonly since: number;
}

/** What live needs of a socket.io client. */
export interface LiveSocket {
  listen(handlers: ServerEvents): void;
  onLink(listener: (up: boolean) => void): void;
  subscribe(tags: Parameters<ClientEvents['subscribe']>[0], answer: (snapshot: Snapshot) => void): void;
  /** The points that are looked at from now on. */
  watch(tags: Parameters<ClientEvents['watch']>[0]): void;
  shown(sequence: number): void;
  connect(): void;
  /** Drops a connection that has fallen silent and starts another. */
  restart(): void;
  close(): void;
}

export interface LiveParts {
  readonly socket: LiveSocket;
  readonly clock: Clock;
  readonly time: GatewayTime;
  /** The generation whose indexes the point store holds. */
  readonly generation: string;
  readonly points: PointStore;
  readonly alarms: AlarmStore;
  readonly desk: Cell<WireDesk>;
  readonly link: Cell<LinkState>;
  /** Gateway time at which it was last heard of. */
  readonly heard: Cell<number>;
  /** Runs a task before the next repaint. */
  readonly onNextFrame: (task: () => void) => void;
  /** After the store has taken them. */
  readonly onAlarms: (alarms: readonly WireAlarm[]) => void;
  readonly onOrder: (order: WireOrder) => void;
  readonly onRecord: (news: RecordNews) => void;
  readonly onConnection: (connection: WireConnection) => void;
  readonly onSessionEnded: () => void;
  /** The gateway was started anew: indexes mean nothing any more, everything has to be loaded again. */
  readonly onNewGeneration: () => void;
}

/** Without a pulse for this long the link counts as lost, whatever the socket believes. */
export const PULSE_LIMIT_MS = 3000;
/** Silence after which the connection is given up: a half-open socket would otherwise last until its own timeout. */
export const RESTART_AFTER_MS = 10_000;
const SWEEP_MS = 1000;
/** Values drawn in one frame: a full screen takes several frames instead of one long one. What changes meanwhile is drawn once, the newest. */
export const POINTS_PER_FRAME = 30;

/** Beyond this a screen is sent everything: the list itself would be longer than what it saves. */
const MOST_TAGS = 2000;

/** Keeps the stores in step with the gateway: snapshot, then frames by sequence; a gap asks for the snapshot again. */
export function startLive(parts: LiveParts): { stop(): void } {
  const { socket, clock, time, points, alarms, desk, link } = parts;
  let sequence: number | undefined;
  let heardAt = clock.monotonicMs();
  let restartedAt = heardAt;
  let flushAsked = false;
  let watchAsked = false;
  let isUp = false;
  let stopped = false;

  function heard(): void {
    heardAt = clock.monotonicMs();
    parts.heard.set(time.nowMs());
    if (link.get().state !== 'live') link.set({ state: 'live', since: time.nowMs() });
  }

  /** A page that opened on a gateway that never answers has lost it as well: "connecting" must not last. */
  function lose(): void {
    if (link.get().state !== 'lost') link.set({ state: 'lost', since: time.nowMs() - (clock.monotonicMs() - heardAt) });
    sweep();
  }

  function sweep(): void {
    points.sweep(time.nowMs(), link.get().state !== 'live');
  }

  function flush(): void {
    flushAsked = false;
    if (stopped) return;
    if (points.flush(POINTS_PER_FRAME)) askFlush();
    else if (sequence !== undefined) socket.shown(sequence);
  }

  function take(frame: ArrayBuffer): void {
    const view = viewLiveFrame(frame);
    sequence = view.sequence;
    time.adjust(view.serverTime);
    points.apply(view);
    askFlush();
  }

  function askFlush(): void {
    if (flushAsked) return;
    flushAsked = true;
    parts.onNextFrame(flush);
  }

  /** What a screen looks at changes as a whole when another is opened: it is said once, before the next repaint. */
  function askWatch(): void {
    if (watchAsked) return;
    watchAsked = true;
    parts.onNextFrame(() => {
      watchAsked = false;
      if (isUp && !stopped) socket.watch(watched());
    });
  }

  function watched(): readonly string[] | null {
    const tags = points.watched();
    return tags.length > MOST_TAGS ? null : tags;
  }

  function resubscribe(): void {
    sequence = undefined;
    socket.subscribe(watched(), (snapshot) => {
      if (stopped) return;
      if (snapshot.generation !== parts.generation) return parts.onNewGeneration();
      take(snapshot.values);
      sequence = snapshot.sequence;
      alarms.replace(snapshot.alarms);
      desk.set(snapshot.desk);
      parts.onAlarms(snapshot.alarms);
      heard();
      sweep();
    });
  }

  function onValues(frame: ArrayBuffer): void {
    if (sequence === undefined) return;
    if (viewLiveFrame(frame).sequence !== sequence + 1) {
      resubscribe();
      return;
    }
    heard();
    take(frame);
  }

  function onPulse(pulse: Pulse): void {
    if (pulse.generation !== parts.generation) {
      parts.onNewGeneration();
      return;
    }
    time.adjust(Date.parse(pulse.at));
    if (sequence === undefined) return;
    heard();
    if (pulse.sequence !== sequence) resubscribe();
  }

  function watch(): void {
    const silent = clock.monotonicMs() - heardAt;
    if (silent > PULSE_LIMIT_MS) lose();
    else sweep();
    if (clock.monotonicMs() - Math.max(heardAt, restartedAt) <= RESTART_AFTER_MS) return;
    restartedAt = clock.monotonicMs();
    socket.restart();
  }

  socket.listen({
    values: onValues,
    pulse: onPulse,
    alarms: (changed) => {
      alarms.upsert(...changed);
      parts.onAlarms(changed);
    },
    desk: desk.set,
    'work-order': parts.onOrder,
    record: parts.onRecord,
    connection: parts.onConnection,
    resynchronise: (reason) => (reason === 'session-ended' ? parts.onSessionEnded() : resubscribe()),
  });
  socket.onLink((up) => {
    isUp = up;
    if (up) resubscribe();
    else lose();
  });
  const unwatch = points.onWatched(askWatch);
  const watchdog = clock.every(SWEEP_MS, watch);
  socket.connect();

  return {
    stop() {
      stopped = true;
      unwatch();
      watchdog.cancel();
      socket.close();
    },
  };
}
