export { removalPost, unfurlPost } from '../../cards/unfurl-posts.ts'
