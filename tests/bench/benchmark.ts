export interface BenchmarkReport {
  /** The report as people read it. */
  readonly lines: readonly string[];
  /** The same as figures. */
  readonly figures: object;
}

export interface BenchmarkOptions {
  /** Small enough for a machine that has other things to do; says the same with less certainty. */
  readonly short: boolean;
  /** One part alone, of benchmarks that have parts. */
  readonly only: string | undefined;
}

/** Something that is measured or worked out, always beside what it is to be compared with: one file, one line in run.ts. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  /** Ends everything it started, also when it throws. */
  run(options: BenchmarkOptions): Promise<BenchmarkReport>;
}
