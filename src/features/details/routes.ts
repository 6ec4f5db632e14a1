import type { Command } from '../../domain/command.ts'
import type { ChangeNamed, Ports, Reply, Speech } from '../../ports.ts'
import { sayCheck } from './say-check.ts'
import { sayLabel } from './say-label.ts'
import { sayLeft } from './say-left.ts'
import { sayLink } from './say-link.ts'
import { sayPhase } from './say-phase.ts'
import { sayRaci } from './say-raci.ts'
import { sayRepeat } from './say-repeat.ts'
import { saySet } from './say-set.ts'
import { saySnooze } from './say-snooze.ts'
import { watchTasks } from './watch-tasks.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

/** What the verbs of `/task` do to a task's details; `change` writes what they decide. */
export const detailRoutes = (ports: Ports, change: ChangeNamed) => ({
  check: (speech: Speech, command: Of<'check'>): Promise<Reply> => sayCheck(ports, change, speech, command),
  link: (speech: Speech, command: Of<'link'>): Promise<Reply> => sayLink(change, speech, command),
  label: (speech: Speech, command: Of<'label'>): Promise<Reply> => sayLabel(change, speech, command),
  left: (speech: Speech, command: Of<'left'>): Promise<Reply> => sayLeft(change, speech, command),
  phase: (speech: Speech, command: Of<'phase'>): Promise<Reply> => sayPhase(ports, change, speech, command),
  repeat: (speech: Speech, command: Of<'repeat'>): Promise<Reply> => sayRepeat(ports, change, speech, command),
  set: (speech: Speech, command: Of<'set'>): Promise<Reply> => saySet(ports, change, speech, command),
  watch: (speech: Speech, command: Of<'watch' | 'unwatch'>): Promise<Reply> => watchTasks(change, speech, command),
  unwatch: (speech: Speech, command: Of<'watch' | 'unwatch'>): Promise<Reply> => watchTasks(change, speech, command),
  raci: (speech: Speech, command: Of<'raci'>): Promise<Reply> => sayRaci(ports, change, speech, command),
  snooze: (speech: Speech, command: Of<'snooze'>): Promise<Reply> => saySnooze(ports, change, speech, command),
})
