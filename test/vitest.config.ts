import { defineConfig } from 'vitest/config'

const project = (name: string, include: string, timeout = 30_000) => ({
  extends: true as const,
  test: { name, include: [include], testTimeout: timeout, hookTimeout: 60_000 },
})

/** One project for each kind of test; `npm run test:store` and its like pick one by name. */
export default defineConfig({
  test: {
    root: process.cwd(),
    env: { TZ: 'UTC' },
    setupFiles: ['test/support/setup.ts'],
    // Most tests wait for an answer or for quiet, so more of them than there are cores go side by side.
    maxWorkers: 3,
    // What is waited for comes at once, but a busy machine may be slow to draw it.
    expect: { poll: { timeout: 8000 } },
    projects: [
      project('architecture', 'test/architecture.test.ts'),
      project('unit', 'test/unit/**/*.test.ts'),
      project('embedded', 'test/embedded/**/*.test.ts', 60_000),
      project('store', 'test/store/**/*.test.ts', 60_000),
      project('sandbox', 'test/sandbox/**/*.test.ts', 60_000),
      project('flow', 'test/flow/**/*.test.ts', 60_000),
      project('browser', 'test/browser/**/*.test.ts', 120_000),
    ],
  },
})
