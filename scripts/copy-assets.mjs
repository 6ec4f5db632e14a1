// Copies what the TypeScript compiler leaves behind (style sheets, pages) from src/ to dist/.
import { cpSync, existsSync } from 'node:fs'

const from = 'src/sandbox/web/assets'
if (existsSync(from)) cpSync(from, 'dist/sandbox/web/assets', { recursive: true })
