import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './tests/harness/summary-reporter.ts';

const SECOND = 1000;
/** Each with a gateway, a building and perhaps a browser of its own. */
const GATEWAYS = 2;
const TIMED = 'tests/*/timed/**/*.test.ts';

/** A kind of test. Kinds run one after the other, and what is timed has the machine to itself. */
function kind(
  name: string,
  include: string[],
  groupOrder: number,
  timeout: number,
  maxWorkers: number | string = '100%',
) {
  return {
    test: {
      name,
      include,
      exclude: name === 'timed' ? [] : [TIMED],
      testTimeout: timeout,
      hookTimeout: timeout,
      sequence: { groupOrder },
      maxWorkers,
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
      kind('acceptance', ['tests/acceptance/**/*.test.ts'], 5, 240 * SECOND, GATEWAYS),
      kind('browser', ['tests/{browser,e2e}/**/*.test.ts'], 6, 240 * SECOND, GATEWAYS),
      kind('timed', [TIMED], 7, 240 * SECOND, 1),
    ],
  },
});
