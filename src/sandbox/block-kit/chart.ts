import { type } from './objects.ts'
import { arr, byType, int, isRecord, num, obj, rule, str, both } from './schema.ts'
import type { Check } from './schema.ts'

const label = str(20, 1)

const positive: Check = (value, at, issues) => {
  num()(value, at, issues)
  if (typeof value === 'number' && value <= 0) {
    issues.push({ pointer: at, message: 'must be greater than 0', constraint: { type: 'exclusive_min', expected: 0 } })
  }
}

const series = arr(obj({ name: label, data: arr(obj({ label, value: num() }), 20, 1) }), 12, 1)

const axis = obj(
  { categories: arr(label, 20, 1) },
  { x_label: str(50), y_label: str(50), y_min: num(), y_max: num(), ticks: int(1) },
)

const matching = rule((value) => {
  const config = value['axis_config']
  if (!isRecord(config) || !Array.isArray(config['categories']) || !Array.isArray(value['series'])) return true
  const known = new Set(config['categories'])
  const points = value['series'].filter(isRecord).flatMap((s) => (Array.isArray(s['data']) ? s['data'] : []))
  return points.every((point) => !isRecord(point) || known.has(point['label']))
}, 'each label must be one of the categories')

const axes = (name: string): Check => both(obj({ type: type(name), series, axis_config: axis }), matching)

/** The chart of a `data_visualization` block. */
export const CHART: Check = byType(() => ({
  pie: obj({ type: type('pie'), segments: arr(obj({ label, value: positive }), 12, 1) }),
  bar: axes('bar'),
  line: axes('line'),
  area: axes('area'),
}))
