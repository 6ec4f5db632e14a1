export { endedOfferNotice, takenAwayTaskNotice, takenBackNotice } from '../../cards/ended-notices.ts'
export { offeredNotice } from '../../cards/notices.ts'
export { editPost, noticeKeys } from '../../cards/posts.ts'
