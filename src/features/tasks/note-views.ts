export { notePosts } from '../../cards/note-posts.ts'
