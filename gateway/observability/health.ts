import type { Clock } from '../ports/clock.ts';

/** The state of one part. `detail` is for those who operate the gateway and holds no secret. */
export interface Check {
  readonly ok: boolean;
  readonly detail?: string;
}

export interface Health {
  readonly ready: boolean;
  readonly checks: Record<string, Check>;
}

const CHECK_LIMIT_MS = 2000;

/** Asks every part at once whether it is well; a part that throws or takes longer than 2 s is not. Never rejects. */
export function createHealth(
  parts: Readonly<Record<string, () => Promise<Check> | Check>>,
  clock: Clock,
): () => Promise<Health> {
  return async () => {
    const entries = Object.entries(parts).map(async ([name, ask]) => [name, await bounded(ask, clock)] as const);
    const checks = Object.fromEntries(await Promise.all(entries));
    return { ready: Object.values(checks).every((check) => check.ok), checks };
  };
}

async function bounded(ask: () => Promise<Check> | Check, clock: Clock): Promise<Check> {
  const late = Promise.withResolvers<Check>();
  const timer = clock.after(CHECK_LIMIT_MS, () => late.resolve({ ok: false, detail: 'no answer within 2 s' }));
  const asked = Promise.resolve()
    .then(ask)
    .catch((cause: unknown) => ({ ok: false, detail: String(cause) }));
  const check = await Promise.race([asked, late.promise]);
  timer.cancel();
  return check;
}
