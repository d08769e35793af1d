/** What the duty room has to do at this site: one part per kind of paper, each in a file `<part>-plan.ts` of this folder. */
// biome-ignore lint/suspicious/noEmptyInterface: the parts join it
export interface DutyPlan {}
