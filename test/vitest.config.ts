import { defineConfig } from 'vitest/config'

/** Groups follow one another: what people see is looked at when the machine is not busy with the rest. */
const project = (name: string, include: string, { timeout = 30_000, group = 0 } = {}) => ({
  extends: true as const,
  test: { name, include: [include], testTimeout: timeout, hookTimeout: 60_000, sequence: { groupOrder: group } },
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
      project('embedded', 'test/embedded/**/*.test.ts', { timeout: 60_000 }),
      project('store', 'test/store/**/*.test.ts', { timeout: 60_000 }),
      project('sandbox', 'test/sandbox/**/*.test.ts', { timeout: 60_000 }),
      project('flow', 'test/flow/**/*.test.ts', { timeout: 60_000 }),
      project('browser', 'test/browser/**/*.test.ts', { timeout: 120_000, group: 1 }),
    ],
  },
})
