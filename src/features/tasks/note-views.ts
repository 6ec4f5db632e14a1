export { newsPosts } from '../../cards/news-posts.ts'
export { notePosts } from '../../cards/note-posts.ts'
