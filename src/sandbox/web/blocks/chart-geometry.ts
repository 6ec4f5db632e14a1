/** Round numbers from below the least to above the greatest value, about four steps; zero is always among them. */
export function axisTicks(values: readonly number[]): readonly number[] {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const rough = (high - low || 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step))
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** An SVG path through points. */
export const linePath = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')

/** SVG paths of a pie's slices around the origin, clockwise from the top. */
export function slices(values: readonly number[], radius: number): readonly string[] {
  const sum = values.reduce((total, value) => total + value, 0) || 1
  let from = 0
  return values.map((value) => {
    // A slice of the whole circle would have no length: it ends a hair short.
    const share = Math.min(value / sum, 0.9999)
    const path = slice(from, from + share, radius)
    from += share
    return path
  })
}

function slice(from: number, to: number, radius: number): string {
  const [x1, y1] = rim(from, radius)
  const [x2, y2] = rim(to, radius)
  return `M0 0L${x1} ${y1}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${x2} ${y2}Z`
}

function rim(turn: number, radius: number): readonly [number, number] {
  const angle = turn * 2 * Math.PI - Math.PI / 2
  return [Number((Math.cos(angle) * radius).toFixed(2)), Number((Math.sin(angle) * radius).toFixed(2))]
}
