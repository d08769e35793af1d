import type { Alarm } from '../domain/alarm.ts';
import type { Notice } from './outbox.ts';

/** How far the telling of people about one episode has come. Started and stopped in the alarm's own transactions. */
export interface Escalation {
  readonly alarm: Alarm;
  readonly occurrence: number;
  readonly state: 'running' | 'returning' | 'stopped' | 'finished';
  /** Index of the next step of its policy. */
  readonly step: number;
  /** Times the policy has begun again. */
  readonly round: number;
  /** Wall time; compared with a due time that was set by the same clock, see `drift` below. */
  readonly dueAt: number;
  /** Policy chosen at the first step; null before. */
  readonly policy: string | null;
}

export interface EscalationAdvance {
  readonly alarmId: string;
  readonly occurrence: number;
  readonly fromStep: number;
  readonly fromRound: number;
  readonly next: { readonly step: number; readonly round: number; readonly dueAt: number } | null;
  readonly policy: string;
  readonly notices: readonly Notice[];
}

/** Durable escalations. */
export interface EscalationStore {
  /** Running or returning, due at `now`, P1 first. */
  due(now: number, limit: number): Promise<readonly Escalation[]>;
  /** Every one that is not over: to be shown. */
  running(): Promise<readonly Escalation[]>;
  /** Queues the notices of a step and moves on, in one transaction; without effect (false) when the alarm was acknowledged or moved on meanwhile. */
  advance(advance: EscalationAdvance): Promise<boolean>;
  /** The wall clock was set by so much: due times move with it. */
  shift(byMs: number): Promise<void>;
  /** An alarm transaction has started, stopped or changed escalations. Returns the unsubscription. */
  onChanged(listener: () => void): () => void;
}
