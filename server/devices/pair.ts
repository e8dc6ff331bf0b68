import type { Selectable } from 'kysely'
import type { PairRequest } from '../../domain/protocol/server-api.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import { redact } from '../../domain/security/card-number.ts'
import type { ServerDeps } from '../deps.ts'
import { recordEvents } from '../events/events.ts'
import type { Trx } from '../store/store.ts'
import { hashPairingCode, locatorOf, readPairingCode, sameHash } from './pairing-code.ts'
import type { DeviceTables } from './tables.ts'

/** Wrong tries after which a code is void. */
export const wrongTriesPerCodeMax = 5
/** Wrong tries of one address in one window, whatever codes they were for. */
export const wrongTriesPerAddressMax = 20
export const wrongTriesWindowMs = 10 * 60_000

type PairingCode = Selectable<DeviceTables['pairing_codes']>
export type PairedDevice = {
  readonly deviceId: string
  readonly storeId: string
  readonly registerId: string
}

const wrongCode = (): Failure =>
  fail(
    'pairing_code_invalid',
    'The pairing code is wrong, used or expired; ask the back office for a new one.',
  )

/**
 * Trades a pairing code for a device of its register. Each try is counted, durably, before the code is looked at, and taken back when it was right: trying
 * in parallel or across restarts buys nothing. A register has one active device: the former one is revoked in the same transaction.
 * Errors: `mode_mismatch`, `pairing_code_invalid`, `rate_limited`.
 */
export async function pairDevice(
  deps: ServerDeps,
  request: PairRequest,
  ip: string,
): Promise<Result<PairedDevice>> {
  const { config } = deps
  if (request.mode !== null && request.mode !== config.mode) {
    return fail(
      'mode_mismatch',
      `This till is in ${request.mode} mode, the server in ${config.mode}; pair it with a ${request.mode} server.`,
      { tillMode: request.mode, serverMode: config.mode },
    )
  }
  const code = readPairingCode(request.code)
  const tried = await countTry(deps, ip, code === null ? null : locatorOf(code))
  if (!tried.ok) return tried
  if (code === null) return wrongCode()

  for (const candidate of tried.value) {
    if (!sameHash(await hashPairingCode(code, candidate.salt), candidate.hash)) continue
    return deps.store.transaction((trx) => redeem(deps, trx, candidate, request, ip))
  }
  return wrongCode()
}

/** Counts one wrong try in advance. Answers the open codes that this one may be; at most one in practice, as locators rarely meet. */
async function countTry(
  { store, clock }: ServerDeps,
  ip: string,
  locator: string | null,
): Promise<Result<readonly PairingCode[]>> {
  const nowMs = clock.nowMs()
  const windowStartMs = nowMs - (nowMs % wrongTriesWindowMs)
  return store.transaction(async (trx) => {
    const { wrong_tries: triesOfAddress } = await trx
      .insertInto('pairing_tries')
      .values({ ip, window_start_ms: windowStartMs, wrong_tries: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['ip', 'window_start_ms'])
          .doUpdateSet((eb) => ({ wrong_tries: eb('pairing_tries.wrong_tries', '+', 1) })),
      )
      .returning('wrong_tries')
      .executeTakeFirstOrThrow()
    if (triesOfAddress > wrongTriesPerAddressMax) {
      return fail('rate_limited', 'Too many wrong pairing codes from this address; wait ten minutes.')
    }
    if (locator === null) return ok([])

    const candidates = await trx
      .updateTable('pairing_codes')
      .set((eb) => ({ wrong_tries: eb('wrong_tries', '+', 1) }))
      .where('locator', '=', locator)
      .where('closed_at_ms', 'is', null)
      .where('expires_at_ms', '>', nowMs)
      .returningAll()
      .execute()
    const spent = candidates.filter((candidate) => candidate.wrong_tries > wrongTriesPerCodeMax)
    for (const candidate of spent) await closeCode(trx, candidate, nowMs, 'too-many-tries')
    return ok(candidates.filter((candidate) => candidate.wrong_tries <= wrongTriesPerCodeMax))
  })
}

/** True when this call closed it: a code that two tills send at once pairs one of them. */
async function closeCode(trx: Trx, code: PairingCode, nowMs: number, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('pairing_codes')
    .set({ closed_at_ms: nowMs, closed_reason: reason })
    .where('store_id', '=', code.store_id)
    .where('code_id', '=', code.code_id)
    .where('closed_at_ms', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function redeem(
  deps: ServerDeps,
  trx: Trx,
  code: PairingCode,
  request: PairRequest,
  ip: string,
): Promise<Result<PairedDevice>> {
  const nowMs = deps.clock.nowMs()
  const { store_id: storeId, register_id: registerId } = code
  if (!(await closeCode(trx, code, nowMs, 'used'))) return wrongCode()
  await trx
    .updateTable('pairing_tries')
    .set((eb) => ({ wrong_tries: eb('wrong_tries', '-', 1) }))
    .where('ip', '=', ip)
    .where('wrong_tries', '>', 0)
    .execute()
  const replaced = await trx
    .updateTable('devices')
    .set({ revoked_at_ms: nowMs, revoked_reason: 'replaced' })
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .where('revoked_at_ms', 'is', null)
    .returning('device_id')
    .execute()
  const deviceId = deps.newId()
  await trx
    .insertInto('devices')
    .values({
      store_id: storeId,
      device_id: deviceId,
      register_id: registerId,
      name: redact(request.deviceName),
      public_key: request.publicKey,
      paired_at_ms: nowMs,
      revoked_at_ms: null,
      revoked_reason: null,
    })
    .execute()
  const actor = `device:${deviceId}` as const
  await recordEvents(trx, [
    ...replaced.map((former) => ({
      storeId,
      at: nowMs,
      kind: 'device.revoked',
      deviceId: former.device_id,
      actor,
      outcome: 'replaced',
      body: { registerId, replacedBy: deviceId },
    })),
    {
      storeId,
      at: nowMs,
      kind: 'device.paired',
      deviceId,
      actor,
      body: { registerId, name: request.deviceName },
    },
  ])
  return ok({ deviceId, storeId, registerId })
}
