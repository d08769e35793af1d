import { defineConfig } from 'vitest/config';

/** Projects: unit tests beside the code, and tests/ by what they start. Ports are chosen by the tests, so files may run side by side. */
export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['gateway/**/*.test.ts', 'dashboard/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
      },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'conformance', include: ['tests/conformance/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'simulators', include: ['tests/simulators/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'acceptance',
          include: ['tests/acceptance/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
