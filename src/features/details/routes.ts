import type { Command } from '../../domain/command.ts'
import type { ChangeNamed, Ports, Reply, Speech } from '../../ports.ts'
import { sayCheck } from './say-check.ts'
import { sayLink } from './say-link.ts'
import { sayRaci } from './say-raci.ts'
import { saySnooze } from './say-snooze.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

/** What the verbs of `/task` do to a task's details; `change` writes what they decide. */
export const detailRoutes = (ports: Ports, change: ChangeNamed) => ({
  check: (speech: Speech, command: Of<'check'>): Promise<Reply> => sayCheck(ports, change, speech, command),
  link: (speech: Speech, command: Of<'link'>): Promise<Reply> => sayLink(change, speech, command),
  raci: (speech: Speech, command: Of<'raci'>): Promise<Reply> => sayRaci(ports, change, speech, command),
  snooze: (speech: Speech, command: Of<'snooze'>): Promise<Reply> => saySnooze(ports, change, speech, command),
})
