import type { ConnectionState } from '../domain/connection-state.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { PlantStatus } from '../ports/plant-status.ts';

/** One connection and where its state is asked for. */
export interface StatusSource {
  readonly id: string;
  state(): ConnectionState;
}

/** Listeners that must not throw; adding gives the removal. */
export class ListenerSet<Event extends readonly unknown[]> {
  private readonly listeners = new Set<(...event: Event) => void>();

  add(listener: (...event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(...event: Event): void {
    for (const listener of this.listeners) listener(...event);
  }
}

/** A connection is told of at once, then at most this often: hundreds of devices may return in one moment. */
const REST_MS = 200;

/** The state of all connections, gathered when asked. */
export class PlantStatusBoard implements PlantStatus {
  private readonly clock: Clock;
  private readonly sources = new Map<string, StatusSource>();
  private readonly listeners = new ListenerSet<[ConnectionState]>();
  private readonly resting = new Map<string, Timer>();
  /** Changed while they rested. */
  private readonly untold = new Set<string>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** A source of the same id is replaced. */
  add(source: StatusSource): void {
    this.sources.set(source.id, source);
  }

  remove(id: string): void {
    this.sources.delete(id);
    this.untold.delete(id);
    this.resting.get(id)?.cancel();
    this.resting.delete(id);
  }

  /** Nobody is told any more. */
  stop(): void {
    for (const timer of this.resting.values()) timer.cancel();
    this.resting.clear();
    this.untold.clear();
  }

  connections(): readonly ConnectionState[] {
    return [...this.sources.values()].map((source) => source.state());
  }

  onChange(listener: (state: ConnectionState) => void): () => void {
    return this.listeners.add(listener);
  }

  /** The connection or one of its devices has changed state. Before it is added nobody is told. */
  changed(id: string): void {
    if (!this.sources.has(id)) return;
    if (this.resting.has(id)) this.untold.add(id);
    else this.tell(id);
  }

  private tell(id: string): void {
    const source = this.sources.get(id);
    if (!source) return;
    this.resting.set(
      id,
      this.clock.after(REST_MS, () => this.endRest(id)),
    );
    this.listeners.tell(source.state());
  }

  private endRest(id: string): void {
    this.resting.delete(id);
    if (this.untold.delete(id)) this.tell(id);
  }
}

/** Where a connection leads, in words: url, path, or host and port. Credentials in a url are left out. */
export function endpointOf(config: unknown): string {
  const { url, endpoint, path, host, port } = fieldsOf(config);
  const address = url ?? endpoint;
  if (address !== undefined) return withoutCredentials(address);
  if (path !== undefined) return path;
  return port === undefined ? (host ?? '') : `${host}:${port}`;
}

function fieldsOf(config: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof config !== 'object' || config === null) return {};
  return Object.fromEntries(
    Object.entries(config)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([key, value]) => [key, String(value)]),
  );
}

function withoutCredentials(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
