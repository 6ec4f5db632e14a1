import { plain } from './import-columns.ts'
import type { Priority, TaskStatus } from './task.ts'

const map = <T extends string>(table: Readonly<Record<T, string>>): ReadonlyMap<string, T> =>
  new Map(
    (Object.entries(table) as [T, string][]).flatMap(([value, words]) =>
      words.split(',').map((word) => [word.trim(), value] as const),
    ),
  )

/** What statuses are called elsewhere, as `plain` writes them. */
const STATUSES = map<TaskStatus>({
  todo: 'todo, to do, open, new, not started, backlog, planned, pending, offen, neu, nicht begonnen, nicht gestartet, geplant, a faire, ouvert, pas commence, por hacer, pendiente, sin empezar, abierto, a fazer, por fazer, nao iniciado, aberto, da fare, aperto, non iniziato, te doen, niet gestart',
  doing:
    'doing, in progress, started, active, wip, working on it, ongoing, in arbeit, in bearbeitung, begonnen, gestartet, en cours, commence, en curso, en progreso, en proceso, em andamento, em progresso, iniciado, in corso, iniziato, bezig, mee bezig, in uitvoering',
  review:
    'review, in review, to review, waiting for review, for approval, in approval, feedback, zur prufung, in prufung, prufung, freigabe, zur freigabe, abnahme, en revision, a valider, validation, en validation, relecture, revision, en aprobacion, em revisao, em aprovacao, revisao, in revisione, revisione, da approvare, beoordeling, ter beoordeling',
  blocked:
    'blocked, on hold, stuck, waiting, waiting for client, waiting on client, paused, blockiert, wartet, pausiert, angehalten, bloque, en attente, en pause, bloqueado, en espera, em espera, bloccato, in attesa, geblokkeerd, wacht, gepauzeerd',
  done: 'done, complete, completed, closed, finished, resolved, approved, shipped, erledigt, fertig, abgeschlossen, beendet, geschlossen, fait, termine, terminee, ferme, hecho, terminado, completado, completada, cerrado, finalizado, feito, concluido, concluida, fechado, fatto, completato, finito, chiuso, klaar, gedaan, voltooid, afgerond, x, yes, true, 1, ja, oui, si, sim',
  dropped:
    'dropped, cancelled, canceled, won t do, wont do, abandoned, rejected, abgebrochen, verworfen, entfallt, storniert, annule, abandonne, cancelado, cancelada, descartado, annullato, scartato, geannuleerd, vervallen',
})

/** What a box that is not ticked holds: nothing is done yet. */
const UNTICKED: ReadonlySet<string> = new Set(['', 'no', 'false', '0', 'nein', 'non', 'nao', 'nee'])

const PRIORITIES = map<Priority>({
  urgent:
    'urgent, highest, critical, blocker, immediate, emergency, asap, p0, p1, 1, very high, dringend, sehr hoch, kritisch, urgente, critique, critico, critica, muito alta, muy alta, kritiek, zeer hoog',
  high: 'high, major, important, p2, 2, hoch, wichtig, haute, elevee, important, alta, alto, importante, hoog, belangrijk',
  normal:
    'normal, medium, moderate, default, none, p3, 3, mittel, standard, keine, moyenne, moyen, normale, media, medio, gemiddeld, normaal',
  low: 'low, lowest, minor, trivial, p4, p5, 4, 5, niedrig, gering, basse, faible, baja, bajo, baixa, baixo, bassa, basso, laag',
})

/** The status that a word elsewhere stands for; null for one that is not known. */
export function readStatus(words: string): TaskStatus | null {
  const word = plain(words)
  return UNTICKED.has(word) ? 'todo' : (STATUSES.get(word) ?? null)
}

/** The priority that a word elsewhere stands for; null for one that is not known. */
export const readImportedPriority = (words: string): Priority | null => PRIORITIES.get(plain(words)) ?? null
