import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one line: `N passed, N failed`. A file that could not be loaded, or an error outside of any test, counts as a failure. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        if (state === 'failed') failed++;
      }
      if (module.state() === 'failed' && failed === before) failed++;
    }
    // After the default reporter's own end of run, which prints in the same turn.
    setImmediate(() => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
