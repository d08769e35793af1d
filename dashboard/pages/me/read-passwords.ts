export interface Passwords {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

export type PasswordProblem = 'missing' | 'short' | 'few' | 'name' | 'same' | 'differs';
export type PasswordProblems = Partial<Record<keyof Passwords, PasswordProblem>>;

/** As the gateway asks for (gateway/contract/requests.ts): length is what makes a password hard to guess. */
const LEAST_LENGTH = 12;
const LEAST_DIFFERENT = 5;

/** What the gateway would refuse, told beside the field before it is asked; empty when nothing is wrong. */
export function problemsOfPasswords({ current, next, again }: Passwords, username: string): PasswordProblems {
  const problem = current === '' ? undefined : problemOfNew(next, current, username);
  return {
    ...(current === '' ? { current: 'missing' } : {}),
    ...(problem ? { next: problem } : {}),
    ...(next === again ? {} : { again: 'differs' }),
  };
}

function problemOfNew(next: string, current: string, username: string): PasswordProblem | undefined {
  if (next.length < LEAST_LENGTH) return 'short';
  if (new Set(next).size < LEAST_DIFFERENT) return 'few';
  if (next.toLowerCase().includes(username.toLowerCase())) return 'name';
  return next === current ? 'same' : undefined;
}
