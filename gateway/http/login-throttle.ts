/** What has been tried under one key. */
interface Tries {
  readonly failures: number;
  /** Monotonic ms of the last try. */
  readonly at: number;
  /** Monotonic ms before which no further try is heard. */
  readonly blockedUntil: number;
}

/** How many failures are free, and how the wait grows after that. */
interface Rule {
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

const PER_USER_AND_ADDRESS: Rule = { free: 5, firstWaitMs: 2000, longestWaitMs: 300_000 };
const PER_ADDRESS: Rule = { free: 30, firstWaitMs: 1000, longestWaitMs: 60_000 };
/** Slows guessing from many addresses at once; one second at most, so that nobody can lock a person out for good. */
const PER_USER: Rule = { free: 50, firstWaitMs: 1000, longestWaitMs: 1000 };

const KEYS_KEPT = 10_000;
/** A key left alone for this long starts afresh. */
const FORGIVEN_MS = 900_000;

/**
 * Backs off from repeated wrong passwords. A try is counted when it begins, so that a thousand at once are no way around it.
 * Keeps at most 10,000 keys; the ones untouched for longest go first.
 */
export class LoginThrottle {
  private readonly tries = new Map<string, Tries>();

  /** ms to wait before the next try is heard; 0: this one counts and may go on. */
  begin(username: string, address: string, now: number): number {
    const rules = rulesFor(username, address, this.tries.has(provenKey(username, address)));
    const waitMs = Math.max(0, ...rules.map(([key]) => (this.tries.get(key)?.blockedUntil ?? 0) - now));
    if (waitMs > 0) return waitMs;
    for (const [key, rule] of rules) this.keep(key, afterFailure(this.tries.get(key), rule, now));
    return 0;
  }

  /** The password was right: what was counted against this user from here is forgotten, and the pair is known from now on. */
  succeeded(username: string, address: string): void {
    for (const [key] of rulesFor(username, address, false)) this.tries.delete(key);
    this.keep(provenKey(username, address), { failures: 0, at: 0, blockedUntil: 0 });
  }

  get size(): number {
    return this.tries.size;
  }

  private keep(key: string, tries: Tries): void {
    this.tries.delete(key);
    this.tries.set(key, tries);
    if (this.tries.size <= KEYS_KEPT) return;
    const oldest = this.tries.keys().next();
    if (!oldest.done) this.tries.delete(oldest.value);
  }
}

const provenKey = (username: string, address: string): string => `proven ${address} ${username}`;

/** A pair that has signed in before is not held up by what others try on the same account. */
function rulesFor(username: string, address: string, proven: boolean): readonly (readonly [string, Rule])[] {
  const own = [
    [`pair ${address} ${username}`, PER_USER_AND_ADDRESS],
    [`address ${address}`, PER_ADDRESS],
  ] as const;
  return proven ? own : [...own, [`user ${username}`, PER_USER]];
}

function afterFailure(before: Tries | undefined, rule: Rule, now: number): Tries {
  const failures = (before && now - before.at < FORGIVEN_MS ? before.failures : 0) + 1;
  const over = failures - rule.free;
  const waitMs = over < 0 ? 0 : Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** Math.min(over, 30));
  return { failures, at: now, blockedUntil: now + waitMs };
}
