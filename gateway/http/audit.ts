import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';

/** Longest subject and detail kept; both may hold what an attacker typed. */
const TEXT_LIMIT = 300;

/** Who asked for what, and whether it was done. Rejects when it cannot be written: then the action fails too. */
export class Audit {
  private readonly accounts: AccountStore;
  private readonly clock: Clock;

  constructor(accounts: AccountStore, clock: Clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  done(actor: string, action: string, subject: string, detail: string | null = null): Promise<void> {
    return this.write('done', actor, action, subject, detail);
  }

  refused(actor: string, action: string, subject: string, detail: string | null = null): Promise<void> {
    return this.write('refused', actor, action, subject, detail);
  }

  private write(outcome: 'done' | 'refused', actor: string, action: string, subject: string, detail: string | null) {
    const at = this.clock.nowMs();
    const short = (text: string): string => text.slice(0, TEXT_LIMIT);
    return this.accounts.audit({
      at,
      actor,
      action,
      subject: short(subject),
      outcome,
      detail: detail && short(detail),
    });
  }
}
