import type { Clock } from '../../ports/clock.ts';
import type { Escalation, EscalationStore } from '../../ports/escalation-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Unreached } from './failover.ts';

export interface HurryOptions {
  readonly escalations: Pick<EscalationStore, 'running' | 'advance'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Makes the step after the one that reached nobody due at once. A policy that would begin again is left to its own pace, or it would
 * go round as fast as the machine can. Never throws; what fails is left to the step's own time.
 */
export function createHurry({ escalations, clock, logger }: HurryOptions): (unreached: Unreached) => void {
  const hurry = async (unreached: Unreached): Promise<void> => {
    const running = await escalations.running();
    const escalation = running.find((one) => isNextOf(one, unreached));
    const now = clock.nowMs();
    if (!escalation || escalation.policy === null || escalation.dueAt <= now) return;
    const { step, round, policy, occurrence } = escalation;
    const advance = { alarmId: escalation.alarm.id, occurrence, fromStep: step, fromRound: round, policy };
    const isDone = await escalations.advance({ ...advance, next: { step, round, dueAt: now }, notices: [] });
    if (isDone) logger.warn({ alarm: unreached.alarmId, step }, 'nobody was reached; the next step is taken at once');
  };
  return (unreached) => {
    hurry(unreached).catch((error: unknown) => logger.warn({ err: error }, 'the next step was not brought forward'));
  };
}

const isNextOf = ({ alarm, occurrence, state, step }: Escalation, unreached: Unreached): boolean =>
  state === 'running' &&
  alarm.id === unreached.alarmId &&
  occurrence === unreached.occurrence &&
  step === unreached.step + 1;
