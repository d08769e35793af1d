import type { ChaosOptions, ChaosReport } from '../program.ts';

export interface ScenarioOptions extends ChaosOptions {
  /** Fresh, and removed afterwards whatever happens. */
  readonly folder: string;
}

/** Failures and lines need no scenario name: the program puts it in front. */
export type ScenarioReport = ChaosReport;

/** One way of doing harm to the historian: one file, one line in scenarios.ts. Ends everything it started, also when it throws. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  run(options: ScenarioOptions): Promise<ScenarioReport>;
}
