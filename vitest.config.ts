import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: they begin first, so that nothing waits for them at the end. */
const long = ['/driving/wait.test.ts', '/rehearse/agreement.test.ts', '/e2e/work-group.test.ts', '/e2e/chaos.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.some((file) => moduleId.endsWith(file));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Everything but what starts a whole cloud of its own, on all cores; then those, two files at a time: each cloud is a process more. */
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
          maxWorkers: 2,
          env: { CLOUDS_PORT: '18470' },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
