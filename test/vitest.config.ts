import { defineConfig } from 'vitest/config'

const project = (name: string, include: string, timeout = 20_000) => ({
  extends: true as const,
  test: { name, include: [include], testTimeout: timeout, hookTimeout: 60_000 },
})

/** One project for each kind of test; `npm run test:store` and its like pick one by name. */
export default defineConfig({
  test: {
    root: process.cwd(),
    env: { TZ: 'UTC' },
    setupFiles: ['test/support/setup.ts'],
    // What is waited for comes at once, but a busy machine may be slow to draw it.
    expect: { poll: { timeout: 8000 } },
    projects: [
      project('architecture', 'test/architecture.test.ts'),
      project('unit', 'test/unit/**/*.test.ts'),
      project('embedded', 'test/embedded/**/*.test.ts', 60_000),
      project('store', 'test/store/**/*.test.ts'),
      project('sandbox', 'test/sandbox/**/*.test.ts'),
      project('flow', 'test/flow/**/*.test.ts', 60_000),
      project('browser', 'test/browser/**/*.test.ts', 120_000),
    ],
  },
})
