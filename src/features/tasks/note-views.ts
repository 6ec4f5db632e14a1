export { newsPosts } from '../../cards/news-posts.ts'
export { noteGoneMessage, noteKeys, notePosts } from '../../cards/note-posts.ts'
export { editPost } from '../../cards/posts.ts'
