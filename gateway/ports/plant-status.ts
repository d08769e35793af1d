import type { ConnectionState } from '../domain/connection-state.ts';

/** State of the field side: links, buses and devices. */
export interface PlantStatus {
  connections(): readonly ConnectionState[];
  /** A connection or one of its devices changed state. Returns the unsubscription. */
  onChange(listener: (state: ConnectionState) => void): () => void;
}
