/** How words are cut and compared is the domain's to say; the stores that keep words ask here. */
export { editDistance } from '../domain/near.ts'
export { nearKeys, slipsAllowed, taskSearchWords, wordsOf } from '../domain/search.ts'
