import type { ConnectionState } from '../domain/connection-state.ts';
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

/** The state of all connections, gathered when asked. */
export class PlantStatusBoard implements PlantStatus {
  private readonly sources = new Map<string, StatusSource>();
  private readonly listeners = new ListenerSet<[ConnectionState]>();

  add(source: StatusSource): void {
    this.sources.set(source.id, source);
  }

  connections(): readonly ConnectionState[] {
    return [...this.sources.values()].map((source) => source.state());
  }

  onChange(listener: (state: ConnectionState) => void): () => void {
    return this.listeners.add(listener);
  }

  /** The connection or one of its devices has changed state. Before it is added nobody is told. */
  changed(id: string): void {
    const source = this.sources.get(id);
    if (source) this.listeners.tell(source.state());
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
