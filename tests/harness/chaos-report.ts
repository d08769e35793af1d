import { Child } from './child.ts';

/** Plays a chaos program in a process of its own and answers its report. */
export async function chaosReport(...args: readonly string[]): Promise<ChaosReport> {
  const child = new Child(['tests/chaos/run.ts', ...args, '--json']);
  const code = await child.exited;
  const begin = child.output.indexOf('{\n');
  if (begin < 0) throw new Error(`no report, exit code ${code}:\n${child.output}`);
  return JSON.parse(child.output.slice(begin));
}

export type ChaosReport = { readonly failures: readonly string[] } & Readonly<Record<string, unknown>>;
