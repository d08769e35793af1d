import type { ClockStep } from '../domain/clock-trust.ts';
import { ClockGuard } from '../pipeline/clock/clock-guard.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';

interface ClockWitnesses {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly accounts: Pick<AccountStore, 'audit'>;
}

/** Starts the guard over the clock; every step is logged, counted and written into the audit trail. */
export function watchClock({ clock, logger, metrics, accounts }: ClockWitnesses): ClockGuard {
  const steps = metrics.counter(
    'plantroom_clock_steps_total',
    'How often the clock of this machine was set or it slept',
  );
  const guard = new ClockGuard({
    clock,
    onStep: (step) => {
      steps.add(1);
      const detail = textOf(step);
      logger.warn({ stepSeconds: (step.toMs - step.fromMs) / 1_000 }, `the clock of this machine stepped: ${detail}`);
      accounts
        .audit({ at: step.toMs, actor: 'system', action: 'clock-step', subject: 'gateway', outcome: 'done', detail })
        .catch((cause: unknown) => logger.error({ err: cause }, 'a step of the clock could not be written down'));
    },
  });
  guard.start();
  return guard;
}

function textOf({ fromMs, toMs }: ClockStep): string {
  return `${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}`;
}
