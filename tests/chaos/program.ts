/** What every program here takes from the command line. */
export interface ChaosOptions {
  /** Same seed, same faults in the same order. */
  readonly seed: number;
  /** How much; what one round is the program says. Absent: its own small number. */
  readonly rounds: number | undefined;
  /** Only what has this name, and of it only this round: to play a failure again. */
  readonly only: string | undefined;
  readonly round: number | undefined;
  /** Short windows, for a check on every change; figures are rougher. */
  readonly short: boolean;
  /** A line for whoever watches. */
  readonly progress: (line: string) => void;
}

export interface ChaosReport {
  /** In words, each with what is needed to play it again; empty means passed. */
  readonly failures: readonly string[];
  /** The report as people read it. */
  readonly lines: readonly string[];
  /** The same as figures. */
  readonly figures: object;
}

/** One way of doing harm to a running gateway and seeing what becomes of it: one file, one line in run.ts. */
export interface ChaosProgram {
  readonly name: string;
  readonly about: string;
  /** Ends everything it started, also when it throws. */
  run(options: ChaosOptions): Promise<ChaosReport>;
}
