import {
  x,
  many,
  plain,
  mrkdwn,
  button,
  section,
  cell,
  dataTable,
  card,
  container,
  chart,
  pie,
  series,
  bar,
  feedback,
  icon,
  one,
} from './block-makers.ts'
import type { InvalidCase } from './block-makers.ts'

/** The cases of the blocks that came later: cards, carousels, containers, data tables and charts. */
export const INVALID_NEWER: Readonly<Record<string, InvalidCase>> = {
  'block-id-too-long': one('/block_id', { type: 'divider', block_id: x(256) }, { type: 'divider', block_id: x(255) }),
  'button-accessibility-label-too-long': one(
    '/accessory/accessibility_label',
    section(button({ accessibility_label: x(76) })),
    section(button({ accessibility_label: x(75) })),
  ),
  'alert-text-too-long': one(
    '/text/text',
    { type: 'alert', text: mrkdwn(x(201)) },
    { type: 'alert', text: mrkdwn(x(200)) },
  ),
  'card-title-too-long': one('/title/text', card({ title: mrkdwn(x(151)) }), card({ title: mrkdwn(x(150)) })),
  'card-subtitle-too-long': one(
    '/subtitle/text',
    card({ subtitle: mrkdwn(x(151)) }),
    card({ subtitle: mrkdwn(x(150)) }),
  ),
  'card-body-too-long': one('/body/text', card({ body: mrkdwn(x(201)) }), card({ body: mrkdwn(x(200)) })),
  'card-too-many-actions': one(
    '/actions',
    card({ actions: many(4, (i) => button({ action_id: `b${i}` })) }),
    card({ actions: many(3, (i) => button({ action_id: `b${i}` })) }),
  ),
  'card-subtext-too-long': one('/subtext/text', card({ subtext: mrkdwn(x(201)) }), card({ subtext: mrkdwn(x(200)) })),
  'carousel-empty': one('/elements', { type: 'carousel', elements: [] }),
  'carousel-too-many-cards': one(
    '/elements',
    { type: 'carousel', elements: many(11, () => card({})) },
    { type: 'carousel', elements: many(10, () => card({})) },
  ),
  'container-title-too-long': one(
    '/title/text',
    container({ title: plain(x(151)) }),
    container({ title: plain(x(150)) }),
  ),
  'container-subtitle-too-long': one(
    '/subtitle/text',
    container({ subtitle: mrkdwn(x(151)) }),
    container({ subtitle: mrkdwn(x(150)) }),
  ),
  'container-too-many-child-blocks': one(
    '/child_blocks',
    container({ child_blocks: many(11, () => ({ type: 'divider' })) }),
    container({ child_blocks: many(10, () => ({ type: 'divider' })) }),
  ),
  'context-actions-too-many-elements': one(
    '/elements',
    { type: 'context_actions', elements: many(6, (i) => icon(i)) },
    { type: 'context_actions', elements: many(5, (i) => icon(i)) },
  ),
  'feedback-button-text-too-long': one(
    '/elements/0/positive_button/text/text',
    feedback({ text: plain(x(76)) }),
    feedback({ text: plain(x(75)) }),
  ),
  'feedback-button-value-too-long': one(
    '/elements/0/positive_button/value',
    feedback({ value: x(2001) }),
    feedback({ value: x(2000) }),
  ),
  'feedback-button-accessibility-label-too-long': one(
    '/elements/0/positive_button/accessibility_label',
    feedback({ accessibility_label: x(76) }),
    feedback({ accessibility_label: x(75) }),
  ),
  'icon-button-too-many-visible-users': one(
    '/elements/0/visible_to_user_ids',
    { type: 'context_actions', elements: [icon(0, { visible_to_user_ids: many(11, (i) => `U${i}`) })] },
    { type: 'context_actions', elements: [icon(0, { visible_to_user_ids: many(10, (i) => `U${i}`) })] },
  ),
  'data-table-too-few-rows': one('/rows', dataTable([[cell('h')]]), dataTable([[cell('h')], [cell('c')]])),
  'data-table-too-many-rows': one(
    '/rows',
    dataTable(many(202, () => [cell('c')])),
    dataTable(many(201, () => [cell('c')])),
  ),
  'data-table-too-few-columns': one('/rows/0', dataTable([[], []])),
  'data-table-too-many-columns': one(
    '/rows/0',
    dataTable(many(2, () => many(21, () => cell('c')))),
    dataTable(many(2, () => many(20, () => cell('c')))),
  ),
  'data-table-page-size-too-small': one(
    '/page_size',
    dataTable([[cell('h')], [cell('c')]], { page_size: 0 }),
    dataTable([[cell('h')], [cell('c')]], { page_size: 1 }),
  ),
  'data-table-page-size-too-large': one(
    '/page_size',
    dataTable([[cell('h')], [cell('c')]], { page_size: 101 }),
    dataTable([[cell('h')], [cell('c')]], { page_size: 100 }),
  ),
  'data-table-cell-text-empty': one('/rows/1/0/text', dataTable([[cell('h')], [cell('')]])),
  'data-table-content-too-long': one(
    '',
    dataTable([[cell('h')], [cell(x(20_000))]]),
    dataTable([[cell('h')], [cell(x(19_999))]]),
  ),
  'data-visualization-title-too-long': one(
    '/title',
    chart({ type: 'pie', segments: [{ label: 'a', value: 1 }] }, x(51)),
    chart({ type: 'pie', segments: [{ label: 'a', value: 1 }] }, x(50)),
  ),
  'pie-chart-empty': one('/chart/segments', pie([])),
  'pie-chart-too-many-segments': one(
    '/chart/segments',
    pie(many(13, (i) => ({ label: `l${i}`, value: 1 }))),
    pie(many(12, (i) => ({ label: `l${i}`, value: 1 }))),
  ),
  'chart-segment-label-too-long': one(
    '/chart/segments/0/label',
    pie([{ label: x(21), value: 1 }]),
    pie([{ label: x(20), value: 1 }]),
  ),
  'chart-segment-value-not-positive': one(
    '/chart/segments/0/value',
    pie([{ label: 'a', value: 0 }]),
    pie([{ label: 'a', value: 0.1 }]),
  ),
  'chart-series-empty': one('/chart/series', bar([], ['a'])),
  'chart-too-many-series': one(
    '/chart/series',
    bar(
      many(13, (i) => series(`s${i}`, ['a'])),
      ['a'],
    ),
    bar(
      many(12, (i) => series(`s${i}`, ['a'])),
      ['a'],
    ),
  ),
  'data-series-name-too-long': one(
    '/chart/series/0/name',
    bar([series(x(21), ['a'])], ['a']),
    bar([series(x(20), ['a'])], ['a']),
  ),
  'data-series-empty': one('/chart/series/0/data', bar([series('s', [])], ['a'])),
  'data-series-too-many-points': one(
    '/chart/series/0/data',
    bar(
      [
        series(
          's',
          many(21, () => 'a'),
        ),
      ],
      ['a'],
    ),
    bar(
      [
        series(
          's',
          many(20, () => 'a'),
        ),
      ],
      ['a'],
    ),
  ),
  'data-point-label-too-long': one(
    '/chart/series/0/data/0/label',
    bar([series('s', [x(21)])], ['a']),
    bar([series('s', [x(20)])], [x(20)]),
  ),
  'axis-categories-empty': one('/chart/axis_config/categories', bar([series('s', ['a'])], [])),
  'axis-too-many-categories': one(
    '/chart/axis_config/categories',
    bar(
      [series('s', ['c0'])],
      many(21, (i) => `c${i}`),
    ),
    bar(
      [series('s', ['c0'])],
      many(20, (i) => `c${i}`),
    ),
  ),
  'axis-category-label-too-long': one(
    '/chart/axis_config/categories/0',
    bar([series('s', ['a'])], [x(21), 'a']),
    bar([series('s', ['a'])], [x(20), 'a']),
  ),
  'axis-label-too-long': one(
    '/chart/axis_config/x_label',
    bar([series('s', ['a'])], ['a'], { x_label: x(51) }),
    bar([series('s', ['a'])], ['a'], { x_label: x(50) }),
  ),
}
