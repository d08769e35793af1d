import type { QueryClient } from '@tanstack/react-query';
import type { WireDesk } from './alarm-api.ts';
import { type AlarmStore, createAlarmStore } from './alarm-store.ts';
import type { Api, WireSession } from './api.ts';
import { ApiError, codeOf } from './api-error.ts';
import { type Cell, createCell } from './cell.ts';
import type { Clock, Timer } from './clock.ts';
import { createDeedQueue, type DeedQueue } from './deed-queue.ts';
import { createFrameQueue, type FrameQueue } from './frame-queue.ts';
import { createGatewayTime, type GatewayTime } from './gateway-time.ts';
import { type LastKnownStore, pointsAsShown, type RememberedSite } from './last-known.ts';
import { type LinkState, type LiveSocket, startLive } from './live.ts';
import { createOrderQueue, type OrderQueue } from './order-queue.ts';
import { createPlant, type Plant } from './plant.ts';
import { createPointStore, type PointStore } from './point-store.ts';
import type { Preferences } from './preferences.ts';

export type SessionState =
  | { readonly state: 'checking' }
  | { readonly state: 'signed-out'; readonly ended: boolean }
  | { readonly state: 'unreachable'; readonly code: string }
  | { readonly state: 'signed-in'; readonly session: WireSession };

/** The building as loaded, with the store of its values. */
export interface Site {
  readonly plant: Plant;
  readonly points: PointStore;
}

/** Everything a screen may use; handed down from main by context. */
export interface Services {
  readonly api: Api;
  readonly clock: Clock;
  readonly time: GatewayTime;
  /** Gateway time, renewed once a second: what ages and clocks are drawn from. */
  readonly tick: Cell<number>;
  readonly preferences: Cell<Preferences>;
  readonly session: Cell<SessionState>;
  readonly site: Cell<Site | undefined>;
  readonly link: Cell<LinkState>;
  /** Gateway time at which it was last heard of; 0 before the first. */
  readonly heard: Cell<number>;
  readonly alarms: AlarmStore;
  readonly desk: Cell<WireDesk>;
  /** Steps on work orders that wait for a link. */
  readonly unsent: OrderQueue;
  /** Deeds on records that wait for a link. */
  readonly deeds: DeedQueue;
  /** One heavy drawing per frame. */
  readonly drawing: FrameQueue;
  readonly queries: QueryClient;
  signIn(username: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** Asks who is signed in and, if somebody is, loads the building and goes live. Never throws. */
  start(): Promise<void>;
}

export interface ServiceParts {
  readonly api: Api;
  readonly clock: Clock;
  readonly queries: QueryClient;
  readonly preferences: Cell<Preferences>;
  /** It is loaded with the building: no part of the first paint. */
  readonly createSocket: () => Promise<LiveSocket>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly lastKnown: LastKnownStore;
  readonly newUuid: () => string;
  readonly onNextFrame: (task: () => void) => void;
}

const TICK_MS = 1000;
const CALM: WireDesk = { flood: null, maintenance: [], unrecordedSince: null };
/** What is asked of the gateway again when alarms have changed, however many did at once. */
const OF_ALARMS: readonly string[] = ['quiet-conditions', 'escalations'];
const RENEW_MS = 1000;
/** How often what is known is kept for an opening without a link; a lost link keeps it at once. */
const KEEP_MS = 60_000;
/** How long to wait before asking again a gateway that could not be reached. */
const RETRY_MS = 3000;

const isDone = (): boolean => true;
const isNotDone = (): boolean => false;

/** Joins the client of the gateway with the stores of the screen. */
export function createServices(parts: ServiceParts): Services {
  const { api, clock, queries } = parts;
  const time = createGatewayTime(clock);
  const tick = createCell(time.nowMs());
  const session = createCell<SessionState>({ state: 'checking' });
  const site = createCell<Site | undefined>(undefined);
  const link = createCell<LinkState>({ state: 'connecting', since: time.nowMs() });
  const heard = createCell(0);
  const alarms = createAlarmStore();
  const desk = createCell(CALM);
  const unsent = createOrderQueue({
    ...{ api, clock, nowMs: () => time.nowMs(), storage: parts.storage, newUuid: parts.newUuid },
    onSent: (orders) => {
      for (const order of orders) void queries.invalidateQueries({ queryKey: ['work-order', order] });
      void queries.invalidateQueries({ queryKey: ['work-orders'] });
    },
  });
  const deeds = createDeedQueue({
    post: (path, body, key) => api.doDeed(path, body, key),
    ...{ clock, nowMs: () => clock.nowMs(), storage: parts.storage, newUuid: parts.newUuid },
    onSent: () => void queries.invalidateQueries({ queryKey: ['records'] }),
  });
  let live: { stop(): void } | undefined;
  let retry: Timer | undefined;
  let renewal: Timer | undefined;
  let reloading: Promise<void> | undefined;
  let wasLive = false;

  function renewSoon(): void {
    renewal ??= clock.after(RENEW_MS, () => {
      renewal = undefined;
      for (const key of OF_ALARMS) void queries.invalidateQueries({ queryKey: [key] });
    });
  }

  function leave(next: SessionState): void {
    retry?.cancel();
    renewal?.cancel();
    renewal = undefined;
    wasLive = false;
    live?.stop();
    live = undefined;
    unsent.close();
    deeds.close();
    site.set(undefined);
    alarms.replace([]);
    desk.set(CALM);
    queries.clear();
    link.set({ state: 'connecting', since: time.nowMs() });
    session.set(next);
  }

  function goLive(plant: Plant, points: PointStore, socket: LiveSocket): void {
    live = startLive({
      socket,
      clock,
      time,
      generation: plant.site.generation,
      points,
      ...{ alarms, desk, link, heard },
      onNextFrame: parts.onNextFrame,
      onAlarms: renewSoon,
      onOrder: (order) => {
        queries.setQueryData(['work-order', order.id], order);
        void queries.invalidateQueries({ queryKey: ['work-orders'] });
      },
      onRecord: ({ kind }) => void queries.invalidateQueries({ queryKey: ['records', kind] }),
      onConnection: () => void queries.invalidateQueries({ queryKey: ['connections'] }),
      onSessionEnded: () => leave({ state: 'signed-out', ended: true }),
      onNewGeneration: () => void reload(),
    });
  }

  async function open(): Promise<void> {
    const asked = [api.site(), api.equipment(), api.points(), parts.createSocket()] as const;
    const [description, equipment, states, socket] = await Promise.all(asked);
    const plant = createPlant(description, equipment, states);
    const points = createPointStore(states, time.nowMs());
    live?.stop();
    site.set({ plant, points });
    goLive(plant, points, socket);
  }

  /** The building as it was when it was last heard of: nothing of it looks live, and the link counts as lost since then. */
  async function openAsKnown({ savedAt, now, ...known }: RememberedSite): Promise<void> {
    const socket = await parts.createSocket();
    time.adjust(now);
    const plant = createPlant(known.site, known.equipment, known.points);
    const points = createPointStore(known.points, time.nowMs());
    site.set({ plant, points });
    alarms.replace(known.alarms);
    desk.set(known.desk);
    link.set({ state: 'lost', since: savedAt });
    signedIn(known.session);
    goLive(plant, points, socket);
  }

  /** After a failure: signed out where the gateway says so, otherwise it is asked again until it answers. */
  async function fail(error: unknown): Promise<void> {
    if (error instanceof ApiError && error.status === 401) {
      leave({ state: 'signed-out', ended: false });
      return;
    }
    if (!site.get()) {
      const known = await parts.lastKnown.read();
      const isOpen = known !== undefined && (await openAsKnown(known).then(isDone, isNotDone));
      if (!isOpen) session.set({ state: 'unreachable', code: codeOf(error) });
    }
    retry?.cancel();
    retry = clock.after(RETRY_MS, () => void (site.get() ? reload() : start()));
  }

  /** What stands on the screen stays, and grows old, until the new building is there. */
  function reload(): Promise<void> {
    reloading ??= open()
      .then(() => void queries.invalidateQueries())
      .catch(fail)
      .finally(() => {
        reloading = undefined;
      });
    return reloading;
  }

  function keepKnown(): void {
    const state = session.get();
    const shown = site.get();
    if (state.state !== 'signed-in' || !shown || !wasLive) return;
    const { plant, points } = shown;
    void parts.lastKnown.write({
      ...{ savedAt: heard.get(), session: state.session, site: plant.site, equipment: plant.equipment },
      points: pointsAsShown(plant.points, points),
      ...{ alarms: [...alarms.get(), ...alarms.quiet.get()], desk: desk.get() },
    });
  }

  function signedIn(present: WireSession): void {
    session.set({ state: 'signed-in', session: present });
    unsent.open(present.user.username);
    deeds.open(present.user.username);
  }

  async function start(): Promise<void> {
    try {
      const found = await api.session();
      await open();
      signedIn(found);
    } catch (error) {
      await fail(error);
    }
  }

  clock.every(TICK_MS, () => tick.set(time.nowMs()));
  clock.every(KEEP_MS, () => {
    if (link.get().state === 'live') keepKnown();
  });
  link.subscribe(() => {
    if (link.get().state === 'lost') keepKnown();
    if (link.get().state === 'live') {
      wasLive = true;
      void unsent.flush();
      void deeds.flush();
    }
  });

  return {
    ...{ api, clock, time, tick, session, site, link, heard, alarms, desk, unsent, deeds, queries },
    preferences: parts.preferences,
    drawing: createFrameQueue(parts.onNextFrame),
    start,
    async signIn(username, password) {
      const created = await api.signIn(username, password);
      await open();
      signedIn(created);
    },
    async signOut() {
      await api.signOut().catch(() => undefined);
      await parts.lastKnown.forget();
      leave({ state: 'signed-out', ended: false });
    },
  };
}
