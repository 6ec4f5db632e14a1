export { endedOfferNotice, takenAwayTaskNotice, takenBackNotice } from '../../cards/ended-notices.ts'
export { mergedPost } from '../../cards/merge-posts.ts'
export { offeredNotice } from '../../cards/notices.ts'
export { editPost, noticeKeys } from '../../cards/posts.ts'
