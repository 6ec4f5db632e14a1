/** Outlines on a 20 by 20 grid, drawn for this page. */
const PATHS = {
  hash: 'M7.5 3.5 6 16.5M14 3.5l-1.5 13M3.5 7.5h13.5M3 12.5h13.5',
  lock: 'M5.5 9h9v7h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9',
  link: 'M8.5 11.5a3 3 0 0 0 4.3.2l2.6-2.6a3 3 0 0 0-4.3-4.3L10 5.9M11.5 8.5a3 3 0 0 0-4.3-.2l-2.6 2.6a3 3 0 0 0 4.3 4.3L10 14.1',
  plus: 'M10 4v12M4 10h12',
  bolt: 'M11 2.5 4.5 11.5h5l-.5 6 6.5-9h-5z',
  send: 'M3.5 10 16.5 4l-4 12.5-3.2-4.8zM9.3 11.7 16.5 4',
  smile: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.2 11.5a3.4 3.4 0 0 0 5.6 0M7.7 8h.01M12.3 8h.01',
  reply: 'M4 5h12v8.5h-6L6.5 16.5v-3H4z',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  close: 'M5 5l10 10M15 5 5 15',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  left: 'M12 5.5 7.5 10l4.5 4.5',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.8 2',
  play: 'M6.5 4.5v11l9-5.5z',
  pause: 'M7 4.5v11M13 4.5v11',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M15.8 12.2A6.5 6.5 0 0 1 7.8 4.2a6.5 6.5 0 1 0 8 8z',
  home: 'M3.5 9.5 10 4l6.5 5.5M5.5 8.5v7.5h9V8.5',
  file: 'M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15',
  clip: 'M14.5 9.2l-5 5a3 3 0 0 1-4.2-4.2l5.7-5.7a2 2 0 0 1 2.8 2.8l-5.6 5.7a1 1 0 0 1-1.4-1.4l4.7-4.7',
  edit: 'M4 16l.8-3.2L13 4.6l2.4 2.4-8.2 8.2z',
  trash: 'M4.5 6h11M8 6V4h4v2M6 6l.7 10.5h6.6L14 6M8.5 9v4.5M11.5 9v4.5',
  pulse: 'M2.5 10.5h3.5l2-5.5 3.5 10 2-4.5h4',
  up: 'M10 16V5M5.5 9.5 10 5l4.5 4.5',
  thumb:
    'M4 9h2.5v7.5H4zM6.5 9.5 9.5 3.5a1.7 1.7 0 0 1 1.6 2.2L10.5 8h4.3a1.4 1.4 0 0 1 1.4 1.7l-1 5.3a1.8 1.8 0 0 1-1.8 1.5h-6.9z',
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zM4 16.5c.7-3 3-4.5 6-4.5s5.3 1.5 6 4.5',
  skip: 'M4.5 5v10l6-5zM10.5 5v10l6-5z',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.2v4.3M10 6.6h.01',
  alert: 'M10 3.5 17.5 16.5h-15zM10 8v4M10 14.2h.01',
  eye: 'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  image: 'M3.5 4.5h13v11h-13zM3.5 13l3.5-3.5 3 3 2.5-2.5 4 4M12.5 7.5h.01',
  people:
    'M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16c.5-2.7 2.4-4 5-4s4.5 1.3 5 4M13 9.3a2.3 2.3 0 1 0-.6-4.5M14.3 12c1.8.3 2.9 1.6 3.2 4',
} as const

export type IconName = keyof typeof PATHS

/** A decoration; what it means is said by the text or label beside it. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      class={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
