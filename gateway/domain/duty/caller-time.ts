import type { RecordVia } from './record.ts';
import type { RoundActor } from './rounds/round-step.ts';

/** Who asks, and, where a phone brings later what was done before, by what clock. */
export interface TimedCaller {
  readonly username: string;
  readonly via: RecordVia;
  /** When the phone says it happened, and what its clock shows while sending; null: now. */
  readonly offline: { readonly deviceAt: number; readonly sentAt: number } | null;
}

/**
 * The moment by the gateway's clock: what a phone kept for so long happened so long ago, however wrong its clock stands.
 * A phone that claims the future is believed to have acted now.
 */
export function actorOf({ username, via, offline }: TimedCaller, now: number): RoundActor {
  const heldMs = offline === null ? 0 : Math.max(0, offline.sentAt - offline.deviceAt);
  return { by: username, via, at: now - heldMs, receivedAt: now, deviceAt: offline?.deviceAt ?? null };
}
