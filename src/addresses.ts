import { readTaskAddress, readTaskPath, taskAddress } from './domain/task-address.ts'
import type { Addresses } from './ports.ts'

/** Tasks have addresses where people can reach Runsheet; without a public URL there are none. */
export const buildAddresses = (publicUrl: string | null): Addresses => ({
  of: (task) => (publicUrl === null ? null : taskAddress(publicUrl, task)),
  at: (path) => (publicUrl === null ? null : readTaskPath(path)),
  read: (url) => (publicUrl === null ? null : readTaskAddress(publicUrl, url)),
})
