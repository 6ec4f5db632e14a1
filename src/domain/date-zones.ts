import { isZone, localDate, localTime, MINUTE } from './time.ts'

/** A zone that somebody wrote behind a time. */
export interface ZoneReading {
  readonly typed: string
  /** One, or several where the letters have several meanings. */
  readonly meanings: readonly ZoneMeaning[]
}

export interface ZoneMeaning {
  /** IANA. */
  readonly zone: string
  /** What the letters say, in minutes ahead of UTC; null where they stand for the place whatever its clocks show. */
  readonly offset: number | null
}

const place = (zone: string): ZoneMeaning => ({ zone, offset: null })
const fixed = (zone: string, hours: number): ZoneMeaning => ({ zone, offset: hours * 60 })

const ABBREVIATIONS: ReadonlyMap<string, readonly ZoneMeaning[]> = new Map(
  Object.entries({
    UTC: [place('UTC')],
    GMT: [place('UTC')],
    PT: [place('America/Los_Angeles')],
    PST: [fixed('America/Los_Angeles', -8)],
    PDT: [fixed('America/Los_Angeles', -7)],
    MT: [place('America/Denver')],
    MST: [fixed('America/Denver', -7)],
    MDT: [fixed('America/Denver', -6)],
    CT: [place('America/Chicago')],
    CST: [fixed('America/Chicago', -6), fixed('Asia/Shanghai', 8)],
    CDT: [fixed('America/Chicago', -5)],
    ET: [place('America/New_York')],
    EST: [fixed('America/New_York', -5)],
    EDT: [fixed('America/New_York', -4)],
    BST: [fixed('Europe/London', 1), fixed('Asia/Dhaka', 6)],
    IST: [fixed('Asia/Kolkata', 5.5), fixed('Asia/Jerusalem', 2), fixed('Europe/Dublin', 1)],
    WET: [fixed('Europe/Lisbon', 0)],
    WEST: [fixed('Europe/Lisbon', 1)],
    CET: [fixed('Europe/Berlin', 1)],
    CEST: [fixed('Europe/Berlin', 2)],
    MEZ: [fixed('Europe/Berlin', 1)],
    MESZ: [fixed('Europe/Berlin', 2)],
    EET: [fixed('Europe/Athens', 2)],
    EEST: [fixed('Europe/Athens', 3)],
    MSK: [place('Europe/Moscow')],
    SAST: [place('Africa/Johannesburg')],
    SGT: [place('Asia/Singapore')],
    HKT: [place('Asia/Hong_Kong')],
    PHT: [place('Asia/Manila')],
    PHST: [place('Asia/Manila')],
    JST: [place('Asia/Tokyo')],
    KST: [place('Asia/Seoul')],
    ICT: [place('Asia/Bangkok')],
    AEST: [fixed('Australia/Sydney', 10)],
    AEDT: [fixed('Australia/Sydney', 11)],
    NZST: [fixed('Pacific/Auckland', 12)],
    NZDT: [fixed('Pacific/Auckland', 13)],
    BRT: [place('America/Sao_Paulo')],
  }),
)

/** These are no words in the languages that people write here, so small letters do as well. */
const CLEAR_IN_SMALL_LETTERS = new Set(
  'utc gmt pst pdt mst mdt cst cdt est edt bst ist cet cest mez mesz eest sgt hkt pht phst jst kst aest aedt nzst nzdt brt'.split(
    ' ',
  ),
)

const REGIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pacific: 'America/Los_Angeles',
    mountain: 'America/Denver',
    central: 'America/Chicago',
    eastern: 'America/New_York',
    uk: 'Europe/London',
    'central european': 'Europe/Berlin',
  }),
)

/** Zones by the last part of their name, where only one has it: `london`, `new york`. */
const CITIES: ReadonlyMap<string, string> = cities()

function cities(): ReadonlyMap<string, string> {
  const byCity = new Map<string, string>()
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase()
    byCity.set(city, byCity.has(city) ? '' : zone)
  }
  return byCity
}

/**
 * Reads the zone at the beginning of some words: `PST`, `Europe/London`, `UTC+2`, `Manila time`, `Eastern time`.
 *
 * @returns the zone and how many words name it; null where none does
 */
export function readZone(words: readonly string[]): { readonly zone: ZoneReading; readonly words: number } | null {
  for (const count of [3, 2]) {
    const zone = words.length >= count ? placeTime(words.slice(0, count)) : null
    if (zone) return { zone, words: count }
  }
  const [first] = words
  const zone = first === undefined ? null : oneWord(first)
  return zone ? { zone, words: 1 } : null
}

function placeTime(words: readonly string[]): ZoneReading | null {
  if (words.at(-1)?.toLowerCase() !== 'time') return null
  const name = words.slice(0, -1).join(' ').toLowerCase()
  const zone = REGIONS.get(name) ?? CITIES.get(name)
  return zone ? { typed: words.join(' '), meanings: [place(zone)] } : null
}

function oneWord(typed: string): ZoneReading | null {
  const word = typed.replace(/^\((.+)\)$/, '$1')
  const letters = ABBREVIATIONS.get(word.toUpperCase())
  if (letters && (word === word.toUpperCase() || CLEAR_IN_SMALL_LETTERS.has(word))) return { typed, meanings: letters }
  const offset = /^(?:UTC|GMT)([+-])(\d{1,2})(?::?00)?$/i.exec(word)
  if (offset) return offsetZone(typed, offset[1] === '-' ? -Number(offset[2]) : Number(offset[2]))
  if (!/^[A-Za-z]+(?:\/[A-Za-z_+-]+)+$/.test(word) || !isZone(word)) return null
  const known = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === word.toLowerCase())
  return { typed, meanings: [place(known ?? word)] }
}

/** The IANA names of fixed offsets count the other way round: `Etc/GMT-2` is two hours ahead. */
function offsetZone(typed: string, hours: number): ZoneReading | null {
  if (hours < -12 || hours > 14) return null
  const zone = hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
  return { typed, meanings: [place(zone)] }
}

/** What a zone's clocks are ahead of UTC at an instant, in minutes. */
export function offsetMinutes(at: Date, zone: string): number {
  const wall = Date.parse(`${localDate(at, zone)}T${localTime(at, zone)}:00Z`)
  return Math.round((wall - Math.floor(at.getTime() / MINUTE) * MINUTE) / MINUTE)
}

/**
 * The zone that is meant, or null: of several meanings, the one that the speaker's own clocks show.
 *
 * Letters that name summer or winter time are refused when the place keeps the other one at that instant (`5pm PST` in
 * July): half of those who write that mean the hour that clocks there show.
 */
export function zoneMeant(reading: ZoneReading, speakerZone: string, atIn: (zone: string) => Date): string | null {
  if (isWinterNameAtHome(reading, speakerZone) && offsetMinutes(atIn('UTC'), speakerZone) !== 0) return null
  const fitting = reading.meanings.filter(
    ({ zone, offset }) => offset === null || offsetMinutes(atIn(zone), zone) === offset,
  )
  const own = fitting.filter(({ zone }) => {
    const at = atIn(zone)
    return offsetMinutes(at, zone) === offsetMinutes(at, speakerZone)
  })
  const chosen = reading.meanings.length === 1 ? fitting : own
  return chosen.length === 1 ? (chosen[0]?.zone ?? null) : null
}

/** Where clocks show GMT in winter, people write GMT in summer too and mean their own clocks. */
const isWinterNameAtHome = (reading: ZoneReading, speakerZone: string): boolean =>
  /^gmt$/i.test(reading.typed) && ['Europe/London', 'Europe/Dublin', 'Europe/Lisbon'].includes(speakerZone)
