import type { EquipmentState, PointState, Site as SiteState } from '../../gateway/contract/resources.ts';
import type { WireAlarm, WireDesk } from './alarm-api.ts';
import type { WireSession } from './api.ts';
import type { PointStore } from './point-store.ts';

/** The building as this device knew it last, with the times of its values: what is shown when the app opens without a link. */
export interface LastKnown {
  /** Gateway time, ms. */
  readonly savedAt: number;
  readonly session: WireSession;
  readonly site: SiteState;
  readonly equipment: readonly EquipmentState[];
  readonly points: readonly PointState[];
  readonly alarms: readonly WireAlarm[];
  readonly desk: WireDesk;
}

/** What was kept, and what time it must be at the gateway by now. */
export interface RememberedSite extends LastKnown {
  readonly now: number;
}

/** Keeps one of it, in a browser that can keep anything. No method rejects. */
export interface LastKnownStore {
  read(): Promise<RememberedSite | undefined>;
  write(known: LastKnown): Promise<void>;
  /** And everything else that was said to the person: it goes when the person signs out. */
  forget(): Promise<void>;
}

const CACHE = 'plantroom-last-known';
const KEY = '/last-known';
/** What the service worker keeps of orders and rounds (push/shell-cache.ts). */
const RECORD_CACHE = 'plantroom-records';
/** Older than this it says nothing any more, and the session is over. */
export const OLDEST_MS = 7 * 24 * 3_600_000;

interface Kept extends LastKnown {
  /** By the clock of this device, which may be wrong but goes on. */
  readonly keptAt: number;
}

/** `caches` is undefined on pages that are not served securely; `nowMs` is the clock of this device. */
export function createLastKnownStore(caches: CacheStorage | undefined, nowMs: () => number): LastKnownStore {
  return {
    read: async () => {
      try {
        const kept = await (await caches?.open(CACHE))?.match(KEY);
        const known: Kept | undefined = await kept?.json();
        return known && usable(known, Math.max(0, nowMs() - known.keptAt));
      } catch {
        return undefined;
      }
    },
    write: async (known) => {
      try {
        await (await caches?.open(CACHE))?.put(
          KEY,
          new Response(JSON.stringify({ ...known, keptAt: nowMs() } satisfies Kept)),
        );
      } catch {
        // A full storage only means that the app does not open without a link.
      }
    },
    forget: async () => {
      try {
        await Promise.all([CACHE, RECORD_CACHE].map((name) => caches?.delete(name)));
      } catch {
        // What cannot be deleted could not be kept either.
      }
    },
  };
}

/** Written by another version of the screens it may lack parts; then it is as if there were none. */
function usable({ keptAt: _keptAt, ...known }: Kept, elapsedMs: number): RememberedSite | undefined {
  const lists = [known.equipment, known.points, known.alarms];
  const isWhole = lists.every((list) => Array.isArray(list)) && Boolean(known.site?.timeZone && known.session?.user);
  const now = known.savedAt + elapsedMs;
  const isOver = isWhole && (elapsedMs >= OLDEST_MS || Date.parse(known.session.expiresAt) <= now);
  return isWhole && !isOver ? { ...known, now } : undefined;
}

/** The points as loaded, with the values they have now. A value that may not be shown is kept as none. */
export function pointsAsShown(points: readonly PointState[], store: Pick<PointStore, 'read'>): PointState[] {
  return points.map((point) => {
    const reading = store.read(point.tag);
    if (!reading) return point;
    const sourceTime = reading.sourceTime === null ? null : new Date(reading.sourceTime).toISOString();
    return { ...point, value: reading.value, reason: reading.reason, sourceTime };
  });
}
