import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './tests/harness/summary-reporter.ts';

const SECOND = 1000;

/** A kind of test. Kinds run one after the other, so that what is timed or started for real has the machine to itself. */
function kind(name: string, include: string[], groupOrder: number, timeout: number, maxWorkers?: number) {
  return {
    test: {
      name,
      include,
      testTimeout: timeout,
      hookTimeout: timeout,
      sequence: { groupOrder },
      ...(maxWorkers ? { maxWorkers } : {}),
      // Only these have properties.
      ...(['unit', 'conformance', 'simulators'].includes(name) ? { setupFiles: ['tests/harness/random-seed.ts'] } : {}),
    },
  };
}

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    projects: [
      kind('architecture', ['tests/architecture/**/*.test.ts'], 0, 20 * SECOND),
      kind('unit', ['gateway/**/*.test.ts', 'dashboard/**/*.test.{ts,tsx}'], 1, 30 * SECOND),
      kind('conformance', ['tests/conformance/**/*.test.ts'], 2, 60 * SECOND),
      kind('simulators', ['tests/simulators/**/*.test.ts'], 3, 60 * SECOND),
      kind('interop', ['tests/interop/**/*.test.ts'], 4, 60 * SECOND),
      kind('acceptance', ['tests/acceptance/**/*.test.ts'], 5, 240 * SECOND, 1),
      kind('browser', ['tests/browser/**/*.test.ts'], 6, 180 * SECOND, 1),
    ],
  },
});
