/** Phrases of a language and the English that says the same; longer ones first. */
type Phrases = readonly (readonly [RegExp, string])[]

const word = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\d-])(?:${pattern})(?![\\p{L}\\d-])`, 'gu')

const phrases = (...pairs: readonly (readonly [string, string])[]): Phrases =>
  pairs.map(([pattern, english]) => [word(pattern), english])

const weekdays = (...names: readonly string[]): readonly (readonly [string, string])[] =>
  names.map((pattern, index) => [pattern, ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][index] ?? ''])

/**
 * What people write for days in other languages. Only what has one meaning: `nächsten Dienstag`, `mardi prochain` and
 * `próximo martes` mean the coming one to some and next week's to others, which `either` says.
 */
const LANGUAGES: Readonly<Record<string, Phrases>> = {
  de: phrases(
    ['übermorgen|uebermorgen', 'day after tomorrow'],
    ['heute', 'today'],
    ['morgen', 'tomorrow'],
    ['gestern', 'yesterday'],
    ['in (einem|1) tag', 'in 1 day'],
    ['in einer woche', 'in 1 week'],
    ['in einem monat', 'in 1 month'],
    ['(?:ende der|diese) woche ende|ende der woche|ende dieser woche', 'end of week'],
    ['ende nächster woche', 'end of next week'],
    ['ende des monats|monatsende', 'end of month'],
    ['arbeitstagen?', 'working days'],
    ['tagen', 'days'],
    ['wochen?', 'weeks'],
    ['monaten?', 'months'],
    ['(?:nächste[nrms]?|naechste[nrms]?)(?= (?:mo|di|do|fr|sa|so|mi))', 'either'],
    ['diese[nrms]?', 'this'],
    ['kommende[nrms]?', 'coming'],
    ...weekdays(
      'montag|mo\\.?',
      'dienstag|di\\.?',
      'mittwoch|mi\\.?',
      'donnerstag|do\\.?',
      'freitag|fr\\.?',
      'samstag|sonnabend|sa\\.?',
      'sonntag|so\\.?',
    ),
    ['am|bis|zum|den', ''],
  ),
  fr: phrases(
    ['après-demain|apres-demain', 'day after tomorrow'],
    ["aujourd['’]hui", 'today'],
    ['demain', 'tomorrow'],
    ['hier', 'yesterday'],
    ['fin du mois|fin de mois', 'end of month'],
    ['jours? ouvr(?:é|e|able)s?', 'working days'],
    ['dans', 'in'],
    ['jours?', 'days'],
    ['semaines?', 'weeks'],
    ['mois', 'months'],
    ...weekdays('lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'),
    ['(mon|tue|wed|thu|fri|sat|sun) prochain', 'either $1'],
    ['ce', 'this'],
    ['le|pour', ''],
  ),
  es: phrases(
    ['pasado mañana|pasado manana', 'day after tomorrow'],
    ['hoy', 'today'],
    ['mañana|manana', 'tomorrow'],
    ['ayer', 'yesterday'],
    ['(?:fin|final|finales) de mes', 'end of month'],
    ['d[ií]as? (?:hábil(?:es)?|habil(?:es)?|laborables?)', 'working days'],
    ['en|dentro de', 'in'],
    ['d[ií]as?', 'days'],
    ['semanas?', 'weeks'],
    ['mes(?:es)?', 'months'],
    ...weekdays('lunes', 'martes', 'mi[eé]rcoles', 'jueves', 'viernes', 's[aá]bado', 'domingo'),
    ['pr[oó]ximo (mon|tue|wed|thu|fri|sat|sun)', 'either $1'],
    ['(mon|tue|wed|thu|fri|sat|sun) que viene', 'either $1'],
    ['este', 'this'],
    ['el|para', ''],
  ),
  pt: phrases(
    ['depois de amanhã|depois de amanha', 'day after tomorrow'],
    ['hoje', 'today'],
    ['amanhã|amanha', 'tomorrow'],
    ['ontem', 'yesterday'],
    ['(?:fim|final) do mês|fim de mês', 'end of month'],
    ['dias? útei?s|dias? uteis', 'working days'],
    ['em|daqui a', 'in'],
    ['dias?', 'days'],
    ['semanas?', 'weeks'],
    ['mês|mes(?:es)?', 'months'],
    ...weekdays(
      'segunda(?:-feira)?',
      'ter[cç]a(?:-feira)?',
      'quarta(?:-feira)?',
      'quinta(?:-feira)?',
      'sexta(?:-feira)?',
      's[aá]bado',
      'domingo',
    ),
    ['pr[oó]xim[oa] (mon|tue|wed|thu|fri|sat|sun)', 'either $1'],
    ['n[ao]|at[eé]|para', ''],
  ),
  it: phrases(
    ['dopodomani', 'day after tomorrow'],
    ['oggi', 'today'],
    ['domani', 'tomorrow'],
    ['ieri', 'yesterday'],
    ['fine mese', 'end of month'],
    ['giorn[oi] lavorativ[oi]', 'working days'],
    ['tra|fra', 'in'],
    ['giorn[oi]', 'days'],
    ['settiman[ae]', 'weeks'],
    ['mes[ei]', 'months'],
    ...weekdays('luned[iì]', 'marted[iì]', 'mercoled[iì]', 'gioved[iì]', 'venerd[iì]', 'sabato', 'domenica'),
    ['prossim[oa] (mon|tue|wed|thu|fri|sat|sun)', 'either $1'],
    ['(mon|tue|wed|thu|fri|sat|sun) prossim[oa]', 'either $1'],
    ['entro', ''],
  ),
  nl: phrases(
    ['overmorgen', 'day after tomorrow'],
    ['vandaag', 'today'],
    ['morgen', 'tomorrow'],
    ['gisteren', 'yesterday'],
    ['(?:einde?|eind) van de maand', 'end of month'],
    ['werkdag(?:en)?', 'working days'],
    ['over(?= \\d)', 'in'],
    ['dag(?:en)?', 'days'],
    ['we(?:ek|ken)', 'weeks'],
    ['maand(?:en)?', 'months'],
    ...weekdays('maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'),
    ['volgende (mon|tue|wed|thu|fri|sat|sun)', 'either $1'],
    ['op|voor', ''],
  ),
}

/** The language of a locale, in two letters. */
export const languageOf = (locale: string): string => locale.slice(0, 2).toLowerCase()

/** `mar 5` is a Tuesday in some languages and a day of March in English. */
export const isUnclearIn = (phrase: string, locale: string): boolean =>
  /^(?:fr|es|it)$/.test(languageOf(locale)) && /(?<!\p{L})mar(?!\p{L})/u.test(phrase)

/** A phrase in the language of a locale, in English; the phrase itself where the language is English or not known. */
export function inEnglish(phrase: string, locale: string): string {
  let text = phrase
  for (const [pattern, english] of LANGUAGES[languageOf(locale)] ?? []) text = text.replace(pattern, english)
  return text.trim().replaceAll(/\s+/g, ' ')
}

/** True where people write the month before the day in `4/20`. */
export const isMonthFirst = (locale: string): boolean =>
  /^(?:en-US|en-PH|ja|ko|zh|hu)(?:-|$)/i.test(locale.replace('_', '-'))
