import type { FieldDefinition } from './custom-fields.ts'

/** What of a task can stand in a column of a file. */
export const IMPORT_FIELDS = [
  'title',
  'description',
  'status',
  'priority',
  'owner',
  'due',
  'estimate',
  'labels',
  'phase',
  'checklist',
  'links',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** A fact of a task, or one of its project's own fields: `field:` and the field's id. */
export type ImportTarget = ImportField | `field:${string}`

/** Which column, counted from 0, each fact is read from; what is left out is not imported. */
export type ImportMapping = Readonly<Partial<Record<ImportTarget, number>>>

export const targetOf = ({ id }: Pick<FieldDefinition, 'id'>): ImportTarget => `field:${id}`

/**
 * What columns are called in the files of other tools and in the languages of agencies; the first that a file has is
 * taken, so the surest come first. Written as `plain` writes them.
 */
const CALLED: Readonly<Record<ImportField, readonly string[]>> = {
  title: words(
    'title, task, task name, task title, name, card name, item, item name, summary, subject, deliverable, to do, todo, what, content, ' +
      'titel, aufgabe, aufgabenname, vorgang, betreff, bezeichnung, ' +
      'titre, tache, nom de la tache, nom, intitule, ' +
      'titulo, tarea, nombre, nombre de la tarea, asunto, tarefa, nome da tarefa, nome, ' +
      'titolo, attivita, oggetto, taak, taaknaam, onderwerp, naam',
  ),
  description: words(
    'description, notes, note, details, card description, body, comments, text, brief, ' +
      'beschreibung, notizen, notiz, bemerkung, bemerkungen, kommentar, ' +
      'remarques, remarque, commentaire, descripcion, notas, detalles, descricao, detalhes, ' +
      'descrizione, dettagli, omschrijving, beschrijving, opmerkingen, notities',
  ),
  status: words(
    'status, state, task status, progress, list, list name, section, section column, column, stage, ' +
      'zustand, fortschritt, bearbeitungsstand, statut, etat, avancement, estado, progreso, situacao, stato, voortgang',
  ),
  priority: words(
    'priority, prio, importance, urgency, prioritat, prioritaet, wichtigkeit, priorite, prioridad, prioridade, priorita, prioriteit',
  ),
  owner: words(
    'owner id, owner, assignee, assigned to, assigned, responsible, person, people, who, member, members, lead, ' +
      'verantwortlich, verantwortliche, verantwortlicher, zustandig, zugewiesen, zugewiesen an, bearbeiter, wer, ' +
      'responsable, assigne, assigne a, proprietaire, asignado, asignado a, encargado, responsavel, atribuido a, ' +
      'responsabile, assegnato a, assegnatario, verantwoordelijke, toegewezen aan, eigenaar',
  ),
  due: words(
    'due utc, due, due date, due on, deadline, date due, end date, finish, finish date, due at, target date, date, ' +
      'fallig, fallig am, faellig, faellig am, falligkeit, falligkeitsdatum, termin, frist, bis, abgabe, enddatum, ' +
      'echeance, date d echeance, date limite, date de fin, fecha limite, fecha de vencimiento, vencimiento, fecha, entrega, ' +
      'prazo, data de vencimento, data de entrega, data limite, data, scadenza, data di scadenza, ' +
      'vervaldatum, einddatum, streefdatum',
  ),
  estimate: words(
    'estimate hours, estimate, estimated hours, estimated time, original estimate, effort, hours, time estimate, duration, size, ' +
      'aufwand, schatzung, geschatzter aufwand, stunden, dauer, estimation, charge, heures, duree, ' +
      'estimacion, horas, esfuerzo, duracion, estimativa, esforco, stima, ore, durata, schatting, uren',
  ),
  labels: words(
    'labels, label, tags, tag, category, categories, keywords, schlagworte, schlagworter, kategorie, kategorien, ' +
      'etiquettes, etiquette, mots cles, categorie, etiquetas, etiqueta, categoria, categorias, etichette, etichetta, trefwoorden',
  ),
  phase: words('phase, milestone, epic, stage name, phasen, etappe, jalon, etape, fase, hito, etapa, marco, mijlpaal'),
  checklist: words(
    'checklist, subtasks, steps, check list, checkliste, teilaufgaben, unteraufgaben, sous taches, subtareas, subtarefas, sottoattivita, subtaken',
  ),
  links: words(
    'links, link, url, urls, attachments, verknupfungen, liens, lien, enlaces, enlace, collegamenti, koppelingen',
  ),
}

function words(list: string): readonly string[] {
  return list.split(',').map((word) => word.trim())
}

/** A column's name as names are compared: without accents, signs and case. */
export const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Guesses from a header which column is what; no column is two things. */
export function guessColumns(header: readonly string[], fields: readonly FieldDefinition[]): ImportMapping {
  const names = header.map(plain)
  const taken = new Set<number>()
  const mapping: Partial<Record<ImportTarget, number>> = {}
  const take = (target: ImportTarget, called: readonly string[]): void => {
    const found = called.map((word) => names.findIndex((name, index) => name === word && !taken.has(index)))
    const column = found.find((index) => index >= 0)
    if (column === undefined) return
    taken.add(column)
    mapping[target] = column
  }
  // A project's own fields first: they were named by the people whose file it is.
  for (const field of fields) take(targetOf(field), [plain(`field: ${field.name}`), plain(field.name)])
  for (const field of IMPORT_FIELDS) take(field, CALLED[field])
  return mapping
}
