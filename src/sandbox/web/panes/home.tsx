import { BlockList } from '../blocks/block.tsx'
import { SurfaceContext } from '../data/surface.ts'
import { appOf, home } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'

/** An app's Home tab as the acting member sees it. */
export function HomeView({ appId }: { readonly appId: string }) {
  const view = home.value
  const app = appOf(appId)
  return (
    <div
      class="scroll home"
      tabIndex={0}
      role="region"
      aria-label={`Home of ${app?.name ?? 'the app'}`}
      aria-busy={view === undefined}
    >
      {view ? (
        <SurfaceContext.Provider value={{ in: 'home', view }}>
          <div class="home-blocks">
            <BlockList blocks={view.blocks} />
          </div>
        </SurfaceContext.Provider>
      ) : null}
      {view === null ? (
        <div class="beginning empty">
          <Avatar name={app?.name ?? '?'} size="large" app />
          <h2>{app?.name}</h2>
          <p class="muted">{app?.description || 'This app has not published its Home yet.'}</p>
        </div>
      ) : null}
    </div>
  )
}
