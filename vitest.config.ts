import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The search of every interleaving takes longest of all files: it begins first, so that nothing waits for it at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('/driving/wait.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongestFirst },
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
          env: { CLOUDS_PORT: '18470' },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
