import type { KnownBlock, ModalView, HomeView } from '@slack/types'

const plain = (text: string) => ({ type: 'plain_text', text }) as const
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })

/** What the form was asked from, carried through it. */
export interface FormContext {
  readonly channel: string
  readonly note?: string
}

/** A form with most kinds of input. */
export const formView = ({ channel, note = '' }: FormContext): ModalView => ({
  type: 'modal',
  callback_id: 'desk_form',
  private_metadata: channel,
  title: plain('Book a desk'),
  submit: plain('Book'),
  close: plain('Not now'),
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'value', initial_value: note, placeholder: plain('For whom?') },
    },
    {
      type: 'input',
      block_id: 'day',
      label: plain('Day'),
      hint: plain('Weekdays only'),
      element: { type: 'datepicker', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'city',
      optional: true,
      label: plain('City'),
      element: { type: 'external_select', action_id: 'city', min_query_length: 1, placeholder: plain('Search cities') },
    },
    {
      type: 'input',
      block_id: 'also',
      optional: true,
      label: plain('Other cities'),
      element: {
        type: 'multi_external_select',
        action_id: 'city',
        min_query_length: 1,
        placeholder: plain('Search more'),
      },
    },
    {
      type: 'input',
      block_id: 'plan',
      optional: true,
      label: plain('Plan'),
      element: { type: 'file_input', action_id: 'value', max_files: 2 },
    },
    {
      type: 'input',
      block_id: 'with',
      optional: true,
      label: plain('Together with'),
      element: { type: 'multi_users_select', action_id: 'value', placeholder: plain('Choose people') },
    },
    {
      type: 'input',
      block_id: 'size',
      optional: true,
      label: plain('Size'),
      element: { type: 'radio_buttons', action_id: 'value', options: [option('Small'), option('Large')] },
    },
    {
      type: 'input',
      block_id: 'extras',
      optional: true,
      label: plain('Extras'),
      element: { type: 'checkboxes', action_id: 'value', options: [option('Screen'), option('Lamp')] },
    },
    {
      type: 'input',
      block_id: 'hours',
      optional: true,
      label: plain('Hours'),
      element: { type: 'number_input', action_id: 'value', is_decimal_allowed: false, min_value: '1', max_value: '12' },
    },
    {
      type: 'input',
      block_id: 'wish',
      optional: true,
      label: plain('Wishes'),
      element: { type: 'rich_text_input', action_id: 'value' },
    },
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'rules', text: plain('House rules') }],
    },
  ],
})

/** Opened over the form: the second step of a stack. */
export const rulesView: ModalView = {
  type: 'modal',
  title: plain('House rules'),
  close: plain('Back'),
  blocks: [
    { type: 'alert', text: plain('Read this first'), level: 'warning' },
    { type: 'section', text: { type: 'mrkdwn', text: 'Leave the desk *as you found it*.' } },
  ],
}

/** A booking, with what can be done about it. */
export const bookingBlocks = (words: string, state: 'open' | 'taken' | 'gone'): KnownBlock[] => [
  { type: 'section', block_id: 'booking', text: { type: 'mrkdwn', text: words } },
  ...(state === 'open'
    ? [
        {
          type: 'actions' as const,
          block_id: 'choices',
          elements: [
            { type: 'button' as const, action_id: 'take', style: 'primary' as const, text: plain('Take it') },
            {
              type: 'button' as const,
              action_id: 'cancel',
              style: 'danger' as const,
              text: plain('Cancel'),
              confirm: {
                title: plain('Cancel the booking?'),
                text: plain('Somebody else may take the desk.'),
                confirm: plain('Cancel it'),
                deny: plain('Keep it'),
              },
            },
            {
              type: 'static_select' as const,
              action_id: 'room',
              placeholder: plain('Choose a room'),
              options: [option('North'), option('South')],
            },
            {
              type: 'overflow' as const,
              action_id: 'further',
              options: [option('Print'), option('Share')],
            },
          ],
        },
      ]
    : []),
]

/** Home: what waits for this person's yes. */
export const homeView = (userId: string, approved: boolean): HomeView => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Your desks') },
    { type: 'section', text: { type: 'mrkdwn', text: `Hello <@${userId}>. *Desk 4* waits for your yes.` } },
    approved
      ? { type: 'context', elements: [{ type: 'mrkdwn', text: ':white_check_mark: Approved' }] }
      : {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'approve', style: 'primary', text: plain('Approve') }],
        },
  ],
})
