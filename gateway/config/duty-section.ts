import { z } from 'zod';
import type { DutyPlan } from '../domain/duty/plan.ts';
import type { OnCallPlan } from '../domain/on-call.ts';
import type { Site } from '../domain/site.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';

/** What the department does beside watching: one part per trade of paper, each in a file of `duty/`, in alphabetical order. */
export const dutySection = z.strictObject({}).prefault({});
export type DutySection = z.infer<typeof dutySection>;

/** What the parts are resolved against. */
export interface DutyContext {
  readonly site: Site;
  readonly onCall: OnCallPlan;
  /** Of the section `duty`. */
  readonly origin: Origin;
  readonly mistakes: MistakeList;
  readonly warnings: MistakeList;
}

/** The plan of the duty room; what a site does not say comes from what it has. */
export function resolveDuty(_section: DutySection, _context: DutyContext): DutyPlan {
  return {};
}
