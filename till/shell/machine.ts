import { randomBytes } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { uuidv7 } from 'uuidv7'
import { systemScheduler } from '../ports/scheduler.ts'
import { createHttpPort } from '../server-link/http-port.ts'
import { verifyPin } from '../staff/verify-pin.ts'
import type { TillDeps } from '../till.ts'

/** The parts of a till that are the same in every shell: the real clock, randomness, network and timers of this machine. */
export function machineDeps(): Pick<
  TillDeps,
  | 'clock'
  | 'newId'
  | 'random'
  | 'randomBytes'
  | 'scheduler'
  | 'http'
  | 'verifyPin'
  | 'networks'
  | 'deviceName'
> {
  return {
    clock: { nowMs: () => Date.now(), monotonicMs: () => performance.now() },
    newId: uuidv7,
    random: Math.random,
    randomBytes: (count) => randomBytes(count),
    scheduler: systemScheduler,
    http: createHttpPort(),
    verifyPin,
    networks: describeNetworks,
    deviceName: hostname().slice(0, 60) || 'till',
  }
}

/** The addresses of this machine that lead somewhere else. */
function describeNetworks(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses]) =>
      (addresses ?? []).filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join(', ')
}
