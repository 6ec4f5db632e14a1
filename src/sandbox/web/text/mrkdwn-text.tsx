import { Inlines } from './inline.tsx'
import { parseMrkdwn } from './mrkdwn.ts'
import type { Passage } from './mrkdwn.ts'

/** A passage of Slack's mrkdwn, drawn. */
export function MrkdwnText({ text, verbatim = false }: { readonly text: string; readonly verbatim?: boolean }) {
  return (
    <>
      {parseMrkdwn(text, { verbatim }).map((passage, index) => (
        <PassageView key={index} passage={passage} />
      ))}
    </>
  )
}

function PassageView({ passage }: { readonly passage: Passage }) {
  if (passage.t === 'pre') return <pre>{passage.s}</pre>
  if (passage.t === 'quote') {
    return (
      <blockquote>
        <Inlines nodes={passage.c} />
      </blockquote>
    )
  }
  return (
    <span class="lines">
      <Inlines nodes={passage.c} />
    </span>
  )
}
