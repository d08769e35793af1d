import { planText } from '../acquisition/plan.ts';
import { DRIVERS } from '../drivers/index.ts';
import type { Arguments } from './arguments.ts';
import { type Environment, readSite } from './site.ts';

/** Prints what would be read from each device and how busy each bus would be; nothing is connected. */
export async function plan(args: Arguments, env: Environment): Promise<number> {
  const loaded = readSite(args, env);
  if (!loaded) return 1;
  console.log(planText(loaded.site, DRIVERS));
  return 0;
}
