import { WEEKDAYS } from './date-days.ts'
import { monthOf } from './date-calendar.ts'
import { inEnglish } from './date-languages.ts'
import { readZone } from './date-zones.ts'

const OTHER = new Set(
  (
    'today tomorrow yesterday tonight morning afternoon evening night noon midday midnight lunch lunchtime breakfast ' +
    'day days week weeks weekend month months quarter year years hour hours hrs minute minutes min mins fortnight am pm a.m p.m ' +
    "o'clock oclock eod eow eom eoy cob sharp ish -ish early late later earlier sprint latest half quarter " +
    'working business next last end uhr heures horas local daily weekly biweekly monthly yearly ' +
    'vormittag nachmittag abend früh nacht mittag woche nächste nächsten nächster kommende kommenden ' +
    'prochain prochaine matin soir après-midi semaine midi nuit ' +
    'próximo próxima proximo proxima tarde noche mañana semana mes que viene ' +
    'manhã noite que vem mattina mattino pomeriggio sera settimana prossimo prossima ' +
    'ochtend middag avond volgende'
  ).split(' '),
)

/** True for a word that is about time, so that a date right before it may not be the whole of what was said. */
export function isDateWord(word: string, locale = 'en'): boolean {
  const lower = inEnglish(word.toLowerCase(), locale)
  if (/^\d/.test(lower) || OTHER.has(lower) || WEEKDAYS.has(lower)) return true
  return monthOf(lower) !== null || readZone([word]) !== null || /^[A-Z][a-z]+\/[A-Z]/.test(word)
}
