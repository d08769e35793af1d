export interface BenchmarkReport {
  /** The report as people read it. */
  readonly lines: readonly string[];
  /** The same as figures. */
  readonly figures: object;
}

/** Something that is measured or worked out, always beside what it is to be compared with: one file, one line in run.ts. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  /** Ends everything it started, also when it throws. */
  run(): Promise<BenchmarkReport>;
}
