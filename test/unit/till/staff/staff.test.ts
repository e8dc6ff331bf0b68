import { hash } from '@node-rs/argon2'
import { expect, onTestFinished, test } from 'vitest'
import { deviceIdSchema, storeIdSchema } from '../../../../domain/ids/ids.ts'
import type { Change } from '../../../../domain/protocol/sync.ts'
import type { StaffChoice, TillState } from '../../../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../../../domain/result.ts'
import { lockedUntilMs, lockMsAfter } from '../../../../till/staff/pin-lock.ts'
import { createStaff, type Staff, type StaffDeps } from '../../../../till/staff/staff.ts'
import { verifyPin } from '../../../../till/staff/verify-pin.ts'
import type { TillStore } from '../../../../till/store/till-store.ts'
import type { Identity } from '../../../../till/till-context.ts'
import { countingIds, identity, journalOn, openStoreOrThrow } from '../journal/test-journal.ts'
import { tempFolder } from '../store/temp-folder.ts'

const shop = {
  id: storeIdSchema.parse('store-1'),
  name: 'Corner Shop',
  addressLines: [],
  currency: 'EUR',
  cashRoundingMinor: 1,
  receiptFooter: '',
  timeZone: 'Europe/Berlin',
  locale: 'de-DE',
}
const standing: Identity = {
  ...identity,
  deviceId: deviceIdSchema.parse('0190163d-8694-739b-aea5-00000000d001'),
  mode: 'practice',
  store: shop,
  register: { id: identity.registerId, name: 'Front' },
}

const member = (id: string, change: Record<string, unknown> = {}): Change =>
  ({
    kind: 'staff',
    id,
    value: {
      id,
      name: id.toUpperCase(),
      role: 'cashier',
      pinHash: `a hash of 123456 for ${id}`,
      practicePin: '123456',
      active: true,
      ...change,
    },
  }) as Change

/** Real argon2 is for one test; here a PIN is right when it is 123456. */
const easyPin = async (_hash: string, pin: string) => pin === '123456'

function open(change: Partial<StaffDeps> & { readonly store?: TillStore } = {}) {
  const store = change.store ?? openStoreOrThrow(tempFolder())
  if (change.store === undefined) onTestFinished(() => store.close())
  const time = { nowMs: 1_000_000 }
  const journal = journalOn(store, { actor: () => staff.actor() })
  const staff: Staff = createStaff({
    store,
    journal,
    standing: () => ok(standing),
    clock: { nowMs: () => time.nowMs, monotonicMs: () => time.nowMs },
    newId: countingIds(500),
    verifyPin: easyPin,
    state: () => ({ staff: staff.signedIn() }) as TillState,
    onChange: () => undefined,
    ...change,
  })
  store.transaction((db) => staff.applyChanges(db, [member('ada'), member('bob', { role: 'manager' })]))
  const signIn = (staffId: string, pin = '123456') => staff.handlers['staff.signIn']({ staffId, pin })
  const list = async (): Promise<readonly StaffChoice[]> => {
    const listed = await staff.handlers['staff.list']({})
    return listed.ok ? listed.value : []
  }
  const kinds = () => {
    const read = journal.read(1, 100)
    return read.ok ? read.value.map(({ kind, staffId }) => `${kind} ${staffId}`) : []
  }
  return { store, journal, staff, signIn, list, kinds, time }
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code)

test('the first sign-in opens the shift, later ones do not; who leaves is signed out first', async () => {
  const till = open()
  expect(codeOf(till.staff.onDuty())).toBe('not_signed_in')
  expect(codeOf(await till.signIn('ada'))).toBe('ok')
  const duty = till.staff.onDuty()
  expect(duty).toMatchObject({ ok: true, value: { staff: { id: 'ada', role: 'cashier' } } })
  expect(codeOf(await till.signIn('bob'))).toBe('ok')
  await till.staff.handlers['staff.signOut']({})
  expect(codeOf(till.staff.onDuty())).toBe('not_signed_in')
  expect(till.kinds()).toEqual([
    'shift.opened ada',
    'staff.signed-in ada',
    'staff.signed-out ada',
    'staff.signed-in bob',
    'staff.signed-out bob',
  ])
  const read = till.journal.read(1, 100)
  const shifts = new Set(read.ok ? read.value.map(({ shiftId }) => shiftId) : [])
  expect(shifts.size).toBe(1)
  expect(till.journal.rebuild()).toEqual({ ok: true, value: [] })
})

test('after a restart nobody is signed in and the shift is still open', async () => {
  const till = open()
  await till.signIn('ada')
  const before = till.staff.onDuty()
  const restarted = open({ store: till.store })
  expect(codeOf(restarted.staff.onDuty())).toBe('not_signed_in')
  await restarted.signIn('ada')
  const after = restarted.staff.onDuty()
  expect(after.ok && before.ok && after.value.shiftId === before.value.shiftId).toBe(true)
})

test('five wrong PINs lock for 30 s, and each one after that for longer: 1, 5, 15, 60 minutes', async () => {
  const till = open()
  for (const left of [4, 3, 2, 1]) {
    const wrong = await till.signIn('ada', '000000')
    expect(wrong).toMatchObject({ error: { code: 'pin_wrong', details: { triesLeft: left } } })
  }
  const minute = 60_000
  for (const lockMs of [30_000, minute, 5 * minute, 15 * minute, 60 * minute, 60 * minute]) {
    const wrong = await till.signIn('ada', '000000')
    expect(wrong).toMatchObject({
      error: { code: 'pin_locked', details: { lockedUntilMs: till.time.nowMs + lockMs } },
    })
    // The right PIN does not help before the time is over.
    expect(codeOf(await till.signIn('ada'))).toBe('pin_locked')
    till.time.nowMs += lockMs - 1
    expect(codeOf(await till.signIn('ada'))).toBe('pin_locked')
    till.time.nowMs += 1
  }
  // Others are not locked with her, and the list says who is.
  await till.signIn('ada', '000000')
  expect((await till.list()).map(({ id, lockedUntilMs: until }) => [id, until !== null])).toEqual([
    ['ada', true],
    ['bob', false],
  ])
  expect(codeOf(await till.signIn('bob'))).toBe('ok')
})

test('the right PIN clears the count', async () => {
  const till = open()
  for (let n = 0; n < 4; n++) await till.signIn('ada', '000000')
  expect(codeOf(await till.signIn('ada'))).toBe('ok')
  for (let n = 0; n < 4; n++) expect(codeOf(await till.signIn('ada', '000000'))).toBe('pin_wrong')
})

test('a try is counted on disk before the PIN is looked at, so pulling the plug wins nothing', async () => {
  let seen = -1
  const till = open({
    verifyPin: async () => {
      seen =
        till.store.db
          .prepare<{ failures: number }>("SELECT failures FROM pin_failures WHERE staff_id = 'ada'")
          .get()?.failures ?? 0
      return new Promise(() => undefined)
    },
  })
  void till.signIn('ada')
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(seen).toBe(1)
})

test('the lock survives a restart, and a clock put back lengthens it to at most the whole of it again', async () => {
  const till = open()
  for (let n = 0; n < 5; n++) await till.signIn('ada', '000000')
  const restarted = open({ store: till.store })
  expect(codeOf(await restarted.signIn('ada'))).toBe('pin_locked')
  const years = 10 * 365 * 86_400_000
  expect(lockedUntilMs(till.store.db, 'ada', till.time.nowMs - years)).toBe(till.time.nowMs - years + 30_000)
  expect(lockMsAfter(4)).toBe(0)
})

test('tries at the same time are checked one after the other and each counts', async () => {
  let atOnce = 0
  let most = 0
  const till = open({
    verifyPin: async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await new Promise((resolve) => setTimeout(resolve, 2))
      atOnce -= 1
      return false
    },
  })
  const results = await Promise.all(Array.from({ length: 12 }, () => till.signIn('ada', '000000')))
  expect(most).toBe(1)
  expect(results.map(codeOf)).toEqual([...Array(4).fill('pin_wrong'), ...Array(8).fill('pin_locked')])
})

test('practice PINs are shown in practice mode and never in another', async () => {
  expect((await open().list()).map(({ practicePin }) => practicePin)).toEqual(['123456', '123456'])
  const live = open({ standing: () => ok({ ...standing, mode: 'live' as const }) })
  expect((await live.list()).map(({ practicePin }) => practicePin)).toEqual([null, null])
})

test('who is removed or made inactive is signed out at once and not listed', async () => {
  const till = open()
  await till.signIn('ada')
  till.store.transaction((db) => till.staff.applyChanges(db, [member('ada', { active: false })]))
  till.staff.changesApplied?.()
  expect(codeOf(till.staff.onDuty())).toBe('not_signed_in')
  expect((await till.list()).map(({ id }) => id)).toEqual(['bob'])
  till.store.transaction((db) => till.staff.applyChanges(db, [{ kind: 'staff', id: 'bob', value: null }]))
  expect(await till.list()).toEqual([])
  expect(codeOf(await till.signIn('bob'))).toBe('pin_wrong')
})

test('a till that may not sell signs nobody in and says why', async () => {
  const till = open({ standing: () => fail('device_revoked', 'revoked') })
  expect(codeOf(await till.signIn('ada'))).toBe('device_revoked')
  expect(codeOf(till.staff.onDuty())).toBe('device_revoked')
})

test('a PIN is checked against its argon2id hash; a hash that cannot be read opens nothing', async () => {
  const pinHash = await hash('314159', { memoryCost: 8_192, timeCost: 1 })
  expect(await verifyPin(pinHash, '314159')).toBe(true)
  expect(await verifyPin(pinHash, '314158')).toBe(false)
  expect(await verifyPin('not a hash', '314159')).toBe(false)
})
