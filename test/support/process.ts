import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { driveOf } from './drive.ts'
import type { Drive } from './drive.ts'
import { freePort } from './runsheet.ts'

/** Runsheet as a process of its own, which can be killed. */
export interface RunsheetProcess extends Drive {
  readonly port: number
  readonly output: () => string
  /** As the machine's power failing would: nothing can be finished. */
  kill(): Promise<void>
  /** As a deployment does; gives the exit code. */
  terminate(): Promise<number | null>
}

export interface ProcessOptions {
  readonly dataDir: string
  readonly now?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts `dist/main.js`, as `npm start` does after the build, and waits until the sandbox is ready. */
export async function startProcess({ dataDir, now, env = {} }: ProcessOptions): Promise<RunsheetProcess> {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: dataDir,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      ...(now ? { SANDBOX_NOW: now } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const drive = driveOf(`http://127.0.0.1:${sandboxPort}`)
  await untilReady(drive, child, () => output)
  return {
    ...drive,
    port,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL')
      await ended(child)
    },
    terminate: async () => {
      child.kill('SIGTERM')
      return ended(child)
    },
  }
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

async function untilReady(drive: Drive, child: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${output()}`)
    const state = await drive.state().catch(() => undefined)
    if (state?.ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
