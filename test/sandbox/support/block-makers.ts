import type { Json } from './run.ts'

/** What is wrong in one case, where the fault is to be pointed at, and what would just do. */
export interface InvalidCase {
  readonly blocks?: unknown[]
  readonly view?: Json
  readonly at: string
  readonly near?: unknown
}

export const x = (count: number): string => 'x'.repeat(count)
export const emoji = (count: number): string => '😀'.repeat(count)
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_v, index) => make(index))
export const plain = (text: string): Json => ({ type: 'plain_text', text })
export const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text })
export const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'a', text: plain('B'), ...more })
export const option = (index: number | string, more: Json = {}): Json => ({
  text: plain(`O${index}`),
  value: `v${index}`,
  ...more,
})
export const section = (accessory: Json): Json => ({ type: 'section', text: mrkdwn('t'), accessory })
export const select = (more: Json): Json =>
  section({ type: 'static_select', action_id: 'a', placeholder: plain('P'), ...more })
export const confirm = (more: Json): Json =>
  section(button({ confirm: { title: plain('T'), text: plain('t'), confirm: plain('Y'), deny: plain('N'), ...more } }))
export const input = (element: Json, more: Json = {}): Json => ({
  type: 'input',
  label: plain('L'),
  element: { action_id: 'a', ...element },
  ...more,
})
export const group = (options: Json[], label = 'G'): Json => ({ label: plain(label), options })
export const cell = (text: string): Json => ({ type: 'raw_text', text })
export const table = (rows: unknown, more: Json = {}): Json => ({ type: 'table', rows, ...more })
export const dataTable = (rows: unknown, more: Json = {}): Json => ({ type: 'data_table', caption: 'c', rows, ...more })
export const card = (more: Json): Json => ({ type: 'card', title: mrkdwn('T'), ...more })
export const container = (more: Json): Json => ({ type: 'container', child_blocks: [{ type: 'divider' }], ...more })
export const video = (more: Json): Json => ({
  type: 'video',
  alt_text: 'a',
  thumbnail_url: 'https://e.com/t.png',
  title: plain('T'),
  video_url: 'https://e.com/v',
  ...more,
})
export const view = (more: Json): Json => ({ type: 'modal', title: plain('T'), blocks: [{ type: 'divider' }], ...more })
export const chart = (of: Json, title = 'T'): Json => ({ type: 'data_visualization', title, chart: of })
export const pie = (segments: Json[]): Json => chart({ type: 'pie', segments })
export const series = (name: string, labels: string[]): Json => ({
  name,
  data: labels.map((label) => ({ label, value: 1 })),
})
export const bar = (of: Json[], categories: string[], more: Json = {}): Json =>
  chart({ type: 'bar', series: of, axis_config: { categories, ...more } })
export const feedback = (more: Json): Json => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      action_id: 'f',
      positive_button: { text: plain('+'), value: '1', ...more },
      negative_button: { text: plain('-'), value: '0' },
    },
  ],
})
export const icon = (index: number, more: Json = {}): Json => ({
  type: 'icon_button',
  icon: 'trash',
  action_id: `i${index}`,
  text: plain('D'),
  ...more,
})

/** A case in blocks: what breaks the limit, the pointer, and the same at the limit. */
export const one = (at: string, bad: Json, near?: Json): InvalidCase => ({
  blocks: [bad],
  at: `/0${at}`,
  ...(near ? { near: [near] } : {}),
})
export const inView = (at: string, bad: Json, near?: Json): InvalidCase => ({
  view: view(bad),
  at,
  ...(near ? { near: view(near) } : {}),
})
