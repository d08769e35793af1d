import { type HostState, type HostWord, UNKNOWN_HOST } from './host-state.ts';
import type { CommandReading } from './read-commands.ts';

/**
 * offline → connecting → (waiting for the primary host →) born → offline; stopped is the end.
 * Only `born` may send data. Times are monotonic ms.
 */
export type NodePhase = 'offline' | 'connecting' | 'waiting' | 'born' | 'stopped';

export interface NodeState {
  readonly phase: NodePhase;
  /** Number of the newest CONNECT that left this machine (5.4). */
  readonly bdSeq: number;
  /** Number in the will of the present connection, and so in its births and death. */
  readonly will: number;
  readonly dialledAt: number;
  /** Undefined unless connected. */
  readonly connectedAt: number | undefined;
  readonly retryAt: number;
  /** Connections in a row that failed or lived only briefly. */
  readonly failures: number;
  /** Of these, in a row, those that stood and were ended by the other side. */
  readonly shortLives: number;
  readonly host: HostState;
  readonly bornAt: number;
  readonly isRebirthAsked: boolean;
  /** When what may have been missed was last taken up again, and how often with this connection. */
  readonly rewoundAt: number;
  readonly rewinds: number;
  readonly ignoredCommands: number;
}

export type NodeEvent =
  /** Time may have come for something. */
  | { readonly kind: 'due' }
  /** The CONNECT has left. */
  | { readonly kind: 'dialled' }
  /** Connected and subscribed. */
  | { readonly kind: 'connected' }
  /** The connection failed or is gone; `random` is 0–1. */
  | { readonly kind: 'lost'; readonly random: number }
  | { readonly kind: 'host'; readonly word: HostWord }
  | { readonly kind: 'commands'; readonly reading: CommandReading }
  /** What hosts take for the present value is no more. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'stop' };

/** What is to be done, in this order, before anything else is sent. */
export type NodeEffect =
  | { readonly kind: 'connect'; readonly bdSeq: number }
  /** What hosts may have missed is to be sent again. */
  | { readonly kind: 'rewind' }
  | { readonly kind: 'births'; readonly bdSeq: number }
  | { readonly kind: 'death'; readonly bdSeq: number }
  | { readonly kind: 'disconnect' };

export interface NodeStep {
  readonly state: NodeState;
  readonly effects: readonly NodeEffect[];
}

export interface NodeRules {
  /** Births wait until the primary host says that it is online. */
  readonly awaitsHost: boolean;
}

/** Least time between two births: a host that asks in a loop must not drown the others. */
export const REBIRTH_EVERY_MS = 5_000;

/** `bdSeq` is the one of the last connection ever, -1 before the first. */
export const firstState = (bdSeq: number): NodeState => ({
  ...{ phase: 'offline', bdSeq, will: bdSeq, dialledAt: Number.NEGATIVE_INFINITY, connectedAt: undefined },
  ...{ retryAt: Number.NEGATIVE_INFINITY, failures: 0, shortLives: 0, host: UNKNOWN_HOST },
  ...{ bornAt: Number.NEGATIVE_INFINITY, isRebirthAsked: false },
  ...{ rewoundAt: Number.NEGATIVE_INFINITY, rewinds: 0, ignoredCommands: 0 },
});

/** When `due` has something to do; Infinity when only other events can change anything. */
export function nextDueAt({ phase, retryAt, bornAt, isRebirthAsked }: NodeState): number {
  if (phase === 'offline') return retryAt;
  return phase === 'born' && isRebirthAsked ? bornAt + REBIRTH_EVERY_MS : Number.POSITIVE_INFINITY;
}
