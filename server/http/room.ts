import type { Result } from '../../domain/result.ts'
import type { App } from './app-type.ts'

/**
 * One noun of the server, as `createServer` composes it. Each group of routes is registered in a scope of its own, so that a route cannot forget
 * who may call it:
 * - `openRoutes`    anyone (pairing, webhooks, health)
 * - `deviceRoutes`  a paired device, proved by its signature before the body is validated: `deviceOf(request)`
 * - `adminRoutes`   the back office, proved by its token or cookie
 */
export type Room = {
  readonly name: string
  readonly openRoutes?: ((app: App) => void) | undefined
  readonly deviceRoutes?: ((app: App) => void) | undefined
  readonly adminRoutes?: ((app: App) => void) | undefined
  /** Runs before the first request is taken: seeds, registers, starts workers. A failure is one sentence and ends the start. */
  readonly start?: (() => Promise<Result<void>>) | undefined
  /** Asked by `/readyz`. */
  readonly ready?: (() => Promise<Result<void>>) | undefined
  /** Stops workers; requests have been drained by then. */
  readonly close?: (() => Promise<void>) | undefined
}
