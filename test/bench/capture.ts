import { loadSamples, score } from '../corpus/score.ts'

/** How well lines are understood, on the labelled corpus, and how fast. */
export async function bench(): Promise<{ name: string; value: number; unit: string; note?: string }[]> {
  const samples = loadSamples()
  const scores = samples.map(score)
  const exact = scores.filter(({ exact: is }) => is).length
  const wrong = scores.filter(({ silentlyWrongDate }) => silentlyWrongDate)
  const rounds = 5
  const start = performance.now()
  for (let round = 0; round < rounds; round += 1) samples.forEach(score)
  const milliseconds = (performance.now() - start) / rounds / samples.length
  return [
    { name: 'capture lines', value: samples.length, unit: 'lines' },
    { name: 'capture exact', value: Math.round((exact / samples.length) * 10_000) / 100, unit: '%' },
    {
      name: 'capture silent wrong dates',
      value: wrong.length,
      unit: 'lines',
      ...(wrong.length === 0 ? {} : { note: wrong.map(({ sample }) => sample.line).join(' | ') }),
    },
    { name: 'capture mean time', value: Math.round(milliseconds * 1000) / 1000, unit: 'ms' },
  ]
}
