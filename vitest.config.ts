import { defineConfig } from 'vitest/config';

/** Everything but what starts a whole cloud of its own, on all cores; then those, one file at a time. */
const wholeClouds = ['test/e2e/**/*.test.ts', 'test/local/cloud.test.ts', 'test/scripts/rehearse/agreement.test.ts'];

const shared = {
  pool: 'threads' as const,
  isolate: false,
  setupFiles: ['test/support/seed-properties.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/own-temporary-folder.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: wholeClouds,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'whole clouds',
          include: wholeClouds,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
