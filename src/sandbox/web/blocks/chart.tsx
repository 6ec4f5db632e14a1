import { useId } from 'preact/hooks'
import { axisTicks, linePath, slices } from './chart-geometry.ts'
import { textIn } from './types.ts'
import type { BlockProps, Chart } from './types.ts'

const W = 460
const H = 220
const LEFT = 52
const BOTTOM = 34
const TOP = 10

/** A chart, with its figures as a table for those who cannot see it. */
export function ChartBlock({ block }: BlockProps) {
  const title = textIn(block, 'title')?.text ?? 'Chart'
  const chart = block.chart
  const id = useId()
  if (!chart) return null
  const names =
    chart.type === 'pie' ? (chart.segments ?? []).map((one) => one.label) : (chart.series ?? []).map((one) => one.name)
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      {chart.type === 'pie' ? <Pie chart={chart} /> : <Axes chart={chart} />}
      <ul class="legend" aria-hidden="true">
        {names.map((name, index) => (
          <li key={name}>
            <span class={`legend-mark series-${index % 8}`} />
            {name}
          </li>
        ))}
      </ul>
      <Figures chart={chart} />
    </figure>
  )
}

function Pie({ chart }: { readonly chart: Chart }) {
  return (
    <svg viewBox="0 0 220 220" class="pie" aria-hidden="true">
      {slices(
        (chart.segments ?? []).map((one) => one.value),
        100,
      ).map((path, index) => (
        <path key={index} d={path} class={`series-${index % 8}`} transform="translate(110 110)" />
      ))}
    </svg>
  )
}

const number = new Intl.NumberFormat('en', { notation: 'compact' })

function Axes({ chart }: { readonly chart: Chart }) {
  const series = chart.series ?? []
  const names = chart.axis_config?.categories ?? series[0]?.data.map((point) => point.label) ?? []
  const ticks = axisTicks(series.flatMap((one) => one.data.map((point) => point.value)))
  const low = ticks[0] ?? 0
  const span = (ticks.at(-1) ?? 1) - low || 1
  const y = (value: number): number => TOP + (H - TOP - BOTTOM) * (1 - (value - low) / span)
  const step = (W - LEFT - 8) / Math.max(1, names.length)
  const x = (index: number): number => LEFT + step * (index + 0.5)
  return (
    <svg viewBox={`0 0 ${W} ${H}`} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={W - 8} y1={y(tick)} y2={y(tick)} class="grid-line" />
          <text x={LEFT - 6} y={y(tick) + 4} class="tick tick-y">
            {number.format(tick)}
          </text>
        </g>
      ))}
      {names.map((name, index) => (
        <text key={name} x={x(index)} y={H - BOTTOM + 15} class="tick">
          {name}
        </text>
      ))}
      <text x={(W + LEFT) / 2} y={H - 3} class="tick axis-name">
        {chart.axis_config?.x_label ?? ''}
      </text>
      <Marks chart={chart} names={names} place={{ x, y, step, low }} />
    </svg>
  )
}

interface Place {
  readonly x: (index: number) => number
  readonly y: (value: number) => number
  readonly step: number
  readonly low: number
}

function Marks({
  chart,
  names,
  place,
}: {
  readonly chart: Chart
  readonly names: readonly string[]
  readonly place: Place
}) {
  const series = chart.series ?? []
  const { x, y, step, low } = place
  const wide = (step * 0.7) / Math.max(1, series.length)
  return (
    <>
      {series.map((one, at) => {
        const points = names.map((name, index) => ({
          name,
          x: x(index),
          value: one.data.find((point) => point.label === name)?.value ?? 0,
        }))
        if (chart.type === 'bar') {
          return points.map((point) => (
            <rect
              key={point.name}
              class={`series-${at % 8}`}
              x={point.x - step * 0.35 + wide * at}
              width={Math.max(2, wide - 2)}
              y={Math.min(y(point.value), y(Math.max(0, low)))}
              height={Math.abs(y(point.value) - y(Math.max(0, low)))}
              rx="2"
            />
          ))
        }
        const line = linePath(points.map((point) => [point.x, y(point.value)]))
        const floor = `L${points.at(-1)?.x ?? 0} ${y(low)}L${points[0]?.x ?? 0} ${y(low)}Z`
        return (
          <g key={one.name} class={`series-${at % 8}`}>
            {chart.type === 'area' ? <path d={line + floor} class="area" /> : null}
            <path d={line} class="line" />
          </g>
        )
      })}
    </>
  )
}

function Figures({ chart }: { readonly chart: Chart }) {
  const lists = chart.type === 'pie' ? [{ name: 'Value', data: chart.segments ?? [] }] : (chart.series ?? [])
  return (
    <table class="visually-hidden">
      <tbody>
        {lists.flatMap((list) =>
          list.data.map((point) => (
            <tr key={`${list.name} ${point.label}`}>
              <th scope="row">{chart.type === 'pie' ? point.label : `${list.name}, ${point.label}`}</th>
              <td>{point.value}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}
