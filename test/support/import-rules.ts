/** What a folder's import rule must do, tried on a file that does not exist. */
export interface ImportRule {
  /** The globs of the rule in `.oxlintrc.json`. */
  readonly files: readonly string[]
  /** A file that the rule is for. */
  readonly file: string
  readonly forbidden: readonly string[]
  /** Allowed as `import type`, forbidden otherwise. */
  readonly typesOnly?: readonly string[]
  readonly allowed: readonly string[]
}

const OUTER = ['../app.ts', '../main.ts', '../config.ts', '../log.ts']

/** One row for each import rule of the linter; a rule without a row is a fault of the table. */
export const IMPORT_RULES: readonly ImportRule[] = [
  {
    files: ['src/domain/**'],
    file: 'src/domain/probe.ts',
    forbidden: [
      '../ports.ts',
      '../errors.ts',
      '../store/tasks.ts',
      '../block-kit/blocks.ts',
      'chrono-node',
      'zod',
      'node:fs',
    ],
    allowed: ['./task.ts'],
  },
  {
    files: ['src/domain/date-words.ts'],
    file: 'src/domain/date-words.ts',
    forbidden: ['../ports.ts', 'zod', 'node:fs'],
    allowed: ['chrono-node', './time.ts'],
  },
  {
    files: ['src/domain/csv.ts'],
    file: 'src/domain/csv.ts',
    forbidden: ['../ports.ts', 'csv-parse/sync', 'csv-stringify', 'node:fs'],
    allowed: ['csv-stringify/sync', './task.ts'],
  },
  {
    files: ['src/domain/csv-file.ts'],
    file: 'src/domain/csv-file.ts',
    forbidden: ['../ports.ts', 'csv-stringify/sync', 'csv-parse', 'node:fs'],
    allowed: ['csv-parse/sync', './task.ts'],
  },
  {
    files: ['src/block-kit/**'],
    file: 'src/block-kit/probe.ts',
    forbidden: ['../domain/task.ts', '../ports.ts', '../cards/words.ts', '@slack/bolt', 'node:fs'],
    typesOnly: ['@slack/types'],
    allowed: ['./blocks.ts'],
  },
  {
    files: ['src/cards/**'],
    file: 'src/cards/probe.ts',
    forbidden: ['../ports.ts', '../features/tasks/views.ts', '../slack/messenger.ts', '../store/tasks.ts', '../app.ts'],
    allowed: ['./words.ts', '../block-kit/blocks.ts', '../domain/task.ts'],
  },
  {
    files: ['src/ports.ts', 'src/*-ports.ts', 'src/errors.ts'],
    file: 'src/ports.ts',
    forbidden: ['./features/tasks/views.ts', './slack/messenger.ts', './store/tasks.ts', './jobs/alarm.ts', './app.ts'],
    typesOnly: ['./domain/task.ts'],
    allowed: [],
  },
  {
    files: ['src/config.ts'],
    file: 'src/config.ts',
    forbidden: ['./ports.ts', './log.ts', './app.ts', 'pino'],
    allowed: ['zod', 'node:path'],
  },
  {
    files: ['src/log.ts'],
    file: 'src/log.ts',
    forbidden: ['./ports.ts', './config.ts', 'zod', 'node:fs'],
    allowed: ['pino'],
  },
  {
    files: ['src/features/*/*.ts'],
    file: 'src/features/probe/make-probe.ts',
    forbidden: [
      '../tasks/views.ts',
      '../tasks/change-task.ts',
      '../../slack/messenger.ts',
      '../../store/tasks.ts',
      '../../jobs/alarm.ts',
      '../../cards/words.ts',
      '../../app.ts',
      './listeners.ts',
      '@slack/bolt',
      'mongoose',
      'node:fs',
    ],
    typesOnly: ['../../ports.ts', './inputs.ts'],
    allowed: ['./views.ts', '../../domain/task.ts', '../../errors.ts'],
  },
  {
    files: ['src/features/*/*views.ts'],
    file: 'src/features/probe/views.ts',
    forbidden: ['../../ports.ts', '../../errors.ts', '../tasks/views.ts', './make-probe.ts', './inputs.ts', 'zod'],
    typesOnly: ['@slack/types'],
    allowed: ['../../domain/task.ts', '../../block-kit/blocks.ts', '../../cards/words.ts', './list-views.ts'],
  },
  {
    files: ['src/features/*/inputs.ts'],
    file: 'src/features/probe/inputs.ts',
    forbidden: ['../../ports.ts', '../../errors.ts', './views.ts', '@slack/bolt', '../tasks/inputs.ts'],
    allowed: ['zod', '../../block-kit/action-ids.ts', '../../block-kit/state.ts', '../../domain/task.ts'],
  },
  {
    files: ['src/features/*/listeners.ts', 'src/features/*/routes.ts'],
    file: 'src/features/probe/listeners.ts',
    forbidden: [
      '../../errors.ts',
      '../../cards/words.ts',
      '../../block-kit/blocks.ts',
      '../../store/tasks.ts',
      '../../slack/messenger.ts',
      '../tasks/move-tasks.ts',
      'zod',
    ],
    typesOnly: ['@slack/bolt', '../../ports.ts'],
    allowed: ['./inputs.ts', './make-probe.ts', '../../block-kit/action-ids.ts'],
  },
  {
    files: ['src/slack/**'],
    file: 'src/slack/probe.ts',
    forbidden: ['../features/tasks/views.ts', '../store/tasks.ts', '../jobs/alarm.ts', '../cards/words.ts', ...OUTER],
    typesOnly: ['../ports.ts', '../domain/member.ts'],
    allowed: ['./views.ts', '@slack/bolt', '@slack/web-api', 'undici', 'zod', '../errors.ts'],
  },
  {
    files: ['src/store/**'],
    file: 'src/store/probe.ts',
    forbidden: [
      '../features/tasks/views.ts',
      '../slack/views.ts',
      '../jobs/alarm.ts',
      '../embedded/server.ts',
      ...OUTER,
    ],
    typesOnly: ['../ports.ts', '../domain/member.ts'],
    allowed: ['./tasks.ts', 'mongoose', '../errors.ts'],
  },
  {
    files: ['src/store/sheets.ts', 'src/store/search-rules.ts'],
    file: 'src/store/sheets.ts',
    forbidden: [],
    typesOnly: ['../ports.ts', '../errors.ts', '../slack/views.ts', 'mongoose'],
    allowed: ['../domain/task-sheet.ts', './tasks.ts'],
  },
  {
    files: ['src/http/**'],
    file: 'src/http/probe.ts',
    forbidden: ['../features/tasks/views.ts', '../slack/views.ts', '../store/tasks.ts', '../jobs/alarm.ts', ...OUTER],
    typesOnly: ['../ports.ts'],
    allowed: ['./health.ts', 'node:http'],
  },
  {
    files: ['src/jobs/**'],
    file: 'src/jobs/probe.ts',
    forbidden: ['../slack/views.ts', '../store/tasks.ts', '../http/health.ts', '../app.ts', '../sandbox/world.ts'],
    typesOnly: ['../ports.ts', '../features/tasks/listeners.ts', '../features/tasks/inputs.ts'],
    allowed: ['./alarm.ts', 'node-cron', '../features/follow-ups/follow-up-task.ts', '../domain/task.ts'],
  },
  {
    files: ['src/embedded/**'],
    file: 'src/embedded/parts/probe.ts',
    forbidden: ['../../ports.ts', '../../domain/task.ts', 'mongoose', 'zod'],
    allowed: ['./other.ts', '../server.ts', 'node:net', 'lmdb', 'bson'],
  },
  {
    files: ['src/embedded/*.ts'],
    file: 'src/embedded/probe.ts',
    forbidden: ['../ports.ts', '../domain/task.ts', '../sandbox/world.ts', 'mongoose', 'zod'],
    allowed: ['./server.ts', './parts/other.ts', 'node:net', 'node:timers/promises', 'lmdb', 'bson'],
  },
  {
    files: ['src/sandbox/*.ts'],
    file: 'src/sandbox/probe.ts',
    forbidden: ['../ports.ts', '../block-kit/blocks.ts', '../embedded/server.ts', '@slack/bolt', 'mongoose'],
    allowed: ['./world/world.ts', 'node:http', 'yaml'],
  },
  {
    files: ['src/sandbox/*/*.ts'],
    file: 'src/sandbox/parts/probe.ts',
    forbidden: ['../../ports.ts', '../../block-kit/blocks.ts', '../../embedded/server.ts', '@slack/bolt', 'mongoose'],
    allowed: ['./other.ts', '../protocol.ts', '../world/world.ts', 'node:http', 'lmdb', 'ws'],
  },
  {
    files: ['src/sandbox/*/*/*.ts'],
    file: 'src/sandbox/parts/inner/probe.ts',
    forbidden: ['../../../ports.ts', '../../../block-kit/blocks.ts', '../../../embedded/server.ts', '@slack/bolt'],
    allowed: ['./other.ts', '../other.ts', '../../protocol.ts', 'node:http'],
  },
  {
    files: ['src/sandbox/web/**'],
    file: 'src/sandbox/web/parts/probe.ts',
    forbidden: ['../../../ports.ts', '../../../block-kit/blocks.ts', 'node:fs', 'lmdb', '@slack/bolt'],
    allowed: ['./other.ts', '../../protocol.ts', 'preact', 'preact/hooks', '@preact/signals'],
  },
]
