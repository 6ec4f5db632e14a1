/**
 * Real time in ms since the epoch: the wire's time (signatures, deadlines, trigger ids), never the world's.
 * The only reading of the system clock in the sandbox.
 */
export const realNow = (): number => Date.now()
