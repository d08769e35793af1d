/** pending: there is something to tell; ok: told; conflict: a person has to look; dead: the far side refuses it for good. */
export type LinkState = 'pending' | 'ok' | 'conflict' | 'dead';

/** An order and its counterpart in an outside maintenance system. */
export interface OrderLink {
  readonly order: number;
  /** Null until it was created there. */
  readonly externalId: string | null;
  readonly etag: string | null;
  /** Lines of the order's history that are there. */
  readonly syncedSeq: number;
  readonly state: LinkState;
  /** Since the last success. */
  readonly attempts: number;
  readonly dueAt: number;
  readonly detail: string | null;
}

/** Something the far side said that nobody may guess the meaning of. */
export interface LinkConflict {
  readonly id: number;
  /** Id of the event; the same event is one conflict. */
  readonly eventId: string;
  readonly order: number | null;
  readonly externalId: string | null;
  readonly at: number;
  readonly reason: 'unmapped-state' | 'unknown-order' | 'refused' | 'far-side';
  readonly detail: string;
  readonly settledAt: number | null;
  readonly settledBy: string | null;
  readonly note: string | null;
}

/** Something the far side told. */
export interface FarEvent {
  readonly id: string;
  /** As it was understood; JSON. */
  readonly body: string;
  readonly receivedAt: number;
  /** It came for the first time. */
  readonly isNew: boolean;
  readonly isDone: boolean;
}
export type NewFarEvent = Pick<FarEvent, 'id' | 'body' | 'receivedAt'>;

export type NewConflict = Pick<LinkConflict, 'eventId' | 'order' | 'externalId' | 'at' | 'reason' | 'detail'>;

/** Durable links. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface OrderLinks {
  get(order: number): Promise<OrderLink | undefined>;
  byExternal(externalId: string): Promise<OrderLink | undefined>;
  /** Pending and due, oldest order first. */
  due(now: number, limit: number): Promise<readonly OrderLink[]>;
  /** New, or in place of the one there is. */
  save(link: OrderLink): Promise<void>;
  /** How many are in each state. */
  counts(): Promise<Readonly<Record<LinkState, number>>>;
  /** Writes down that an event came, before anything is done about it; known already, it is answered as it stands. */
  receive(event: NewFarEvent): Promise<FarEvent>;
  /** Everything it asked for is done. */
  finish(eventId: string, at: number): Promise<void>;
  /** What came and was not done with when the gateway stopped, oldest first. */
  unfinished(limit: number): Promise<readonly FarEvent[]>;
  /** Those that are done with. */
  forgetEventsBefore(at: number): Promise<void>;
  /** Up to when the far side was asked what it did; null: never. */
  reconciledAt(): Promise<number | null>;
  saveReconciledAt(at: number): Promise<void>;
  addConflict(conflict: NewConflict): Promise<void>;
  /** Newest first. */
  conflicts(query: { readonly isOpen: boolean; readonly limit: number }): Promise<readonly LinkConflict[]>;
  /** False when it is not open. */
  settle(id: number, by: string, at: number, note: string): Promise<boolean>;
}
