import { backoffMs } from '../progress/backoff.ts';
import { forgetHost, type HostWord, hearHost } from './host-state.ts';
import {
  type NodeEffect,
  type NodeEvent,
  type NodeRules,
  type NodeState,
  type NodeStep,
  nextDueAt,
} from './node-state.ts';
import type { CommandReading } from './read-commands.ts';
import { RESEND_WINDOW_MS } from './resend-window.ts';

const LAST_BD_SEQ = 255;
/**
 * A host that asks for a rebirth has missed something: the first one, which may have come back later than we, gets it
 * again at once; after that twice the window lies in between, so that hosts which ask for ever hold nothing up for ever.
 */
const REWIND_EVERY_MS = 2 * RESEND_WINDOW_MS;
const FREE_REWINDS = 2;
/** A connection that has held this long was not ended by a rival with our client id. */
const SETTLED_MS = 30_000;
/** Least time from one connection to the next after one that did not hold. */
export const LEAST_BETWEEN_MS = 5_000;
const SUSPICIOUS_LIVES = 3;
const LONGEST_WAIT_MS = 10_000;

export const followingBdSeq = (bdSeq: number): number => (bdSeq >= LAST_BD_SEQ ? 0 : bdSeq + 1);

/** One event later. */
export function stepNode(state: NodeState, event: NodeEvent, now: number, rules: NodeRules): NodeStep {
  switch (event.kind) {
    case 'due':
      return due(state, now);
    case 'dialled':
      return quietly(state.phase === 'connecting' ? { ...state, bdSeq: state.will } : state);
    case 'connected':
      return connected(state, now, rules);
    case 'lost':
      return lost(state, event.random, now);
    case 'host':
      return hostHeard(state, event.word, now, rules);
    case 'commands':
      return commanded(state, event.reading, now);
    case 'outdated':
      return state.phase === 'born' ? due({ ...state, isRebirthAsked: true }, now) : quietly(state);
    case 'stop':
      return stopped(state);
  }
}

/** Whether another client with our id keeps throwing us out, as far as can be told. */
export const hasRival = ({ shortLives, connectedAt }: NodeState, now: number): boolean =>
  shortLives >= SUSPICIOUS_LIVES && (connectedAt === undefined || now - connectedAt < SETTLED_MS);

const quietly = (state: NodeState): NodeStep => ({ state, effects: [] });

function due(state: NodeState, now: number): NodeStep {
  if (now < nextDueAt(state)) return quietly(state);
  switch (state.phase) {
    case 'offline':
      return dial(state, now);
    case 'born':
      return rebirth(state, now);
    case 'connecting':
    case 'waiting':
    case 'stopped':
      return quietly(state);
  }
}

function dial(state: NodeState, now: number): NodeStep {
  const will = followingBdSeq(state.bdSeq);
  return {
    state: {
      ...state,
      phase: 'connecting',
      will,
      dialledAt: now,
      connectedAt: undefined,
      host: forgetHost(state.host),
    },
    effects: [{ kind: 'connect', bdSeq: will }],
  };
}

function connected(state: NodeState, now: number, rules: NodeRules): NodeStep {
  if (state.phase !== 'connecting') return quietly(state);
  const waiting: NodeState = { ...state, phase: 'waiting', connectedAt: now, rewinds: 0 };
  return rules.awaitsHost && !state.host.isOnline ? quietly(waiting) : birthWithHistory(waiting, now);
}

/** Everything not proven goes out again: nobody can say how much of it hosts have seen. */
function birthWithHistory(state: NodeState, now: number): NodeStep {
  const rewinds = state.rewinds + 1;
  return {
    state: { ...state, phase: 'born', bornAt: now, isRebirthAsked: false, rewoundAt: now, rewinds },
    effects: [{ kind: 'rewind' }, { kind: 'births', bdSeq: state.will }],
  };
}

function rebirth(state: NodeState, now: number): NodeStep {
  const isFree = state.rewinds < FREE_REWINDS;
  if (isFree || now - state.rewoundAt >= REWIND_EVERY_MS) return birthWithHistory(state, now);
  return {
    state: { ...state, bornAt: now, isRebirthAsked: false },
    effects: [{ kind: 'births', bdSeq: state.will }],
  };
}

function lost(state: NodeState, random: number, now: number): NodeStep {
  if (state.phase === 'offline' || state.phase === 'stopped') return quietly(state);
  const livedMs = state.connectedAt === undefined ? 0 : now - state.connectedAt;
  const hasHeld = livedMs >= SETTLED_MS;
  const failures = hasHeld ? 0 : state.failures + 1;
  const wait = Math.min(LONGEST_WAIT_MS, backoffMs(Math.max(0, failures - 1), random));
  const earliest = state.connectedAt === undefined || hasHeld ? now : state.dialledAt + LEAST_BETWEEN_MS;
  const shortLives = state.connectedAt === undefined || hasHeld ? 0 : state.shortLives + 1;
  return quietly({ ...offline(state), failures, shortLives, retryAt: Math.max(now + wait, earliest) });
}

const offline = (state: NodeState): NodeState => ({
  ...state,
  phase: 'offline',
  connectedAt: undefined,
  isRebirthAsked: false,
});

function hostHeard(state: NodeState, word: HostWord, now: number, rules: NodeRules): NodeStep {
  const host = hearHost(state.host, word);
  const next = { ...state, host };
  if (!rules.awaitsHost) return quietly(state);
  if (state.phase === 'waiting' && host.isOnline) return birthWithHistory(next, now);
  if (state.phase === 'born' && !host.isOnline) return leaveWithHost(next, now);
  return quietly(next);
}

/** 5.5: when the primary host is gone the node says goodbye, and begins again from the connection. */
function leaveWithHost(state: NodeState, now: number): NodeStep {
  return {
    state: { ...offline(state), retryAt: Math.max(now, state.dialledAt + LEAST_BETWEEN_MS) },
    effects: [{ kind: 'death', bdSeq: state.will }, { kind: 'disconnect' }],
  };
}

function commanded(state: NodeState, { asksForRebirth, ignored }: CommandReading, now: number): NodeStep {
  const next = { ...state, ignoredCommands: state.ignoredCommands + ignored };
  if (!asksForRebirth || state.phase !== 'born') return quietly(next);
  return due({ ...next, isRebirthAsked: true }, now);
}

/** What was never born does not die: without births there is nothing to take back. */
function stopped(state: NodeState): NodeStep {
  if (state.phase === 'stopped') return quietly(state);
  const death: readonly NodeEffect[] = state.phase === 'born' ? [{ kind: 'death', bdSeq: state.will }] : [];
  const effects: readonly NodeEffect[] = state.phase === 'offline' ? [] : [...death, { kind: 'disconnect' }];
  return { state: { ...state, phase: 'stopped', connectedAt: undefined }, effects };
}
