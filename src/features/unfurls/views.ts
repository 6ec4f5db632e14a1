export { unfurlPost } from '../../cards/unfurl-posts.ts'
