export { bundleNotice } from '../../cards/bundles.ts'
export { cardEdit, takenAwayEdit } from '../../cards/posts.ts'
export { taskCard } from '../../cards/task-card.ts'
