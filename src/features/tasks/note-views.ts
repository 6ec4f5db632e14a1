export { newsPosts } from '../../cards/news-posts.ts'
export { noteGoneEdit, noteKeys, notePosts } from '../../cards/note-posts.ts'
