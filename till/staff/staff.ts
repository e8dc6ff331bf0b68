import type { Clock } from '../../domain/ids/clock.ts'
import { type NewId, type ShiftId, shiftIdSchema } from '../../domain/ids/ids.ts'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { StaffChoice, TillState } from '../../domain/protocol/views.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { Actor, Entry, Journal } from '../journal/journal.ts'
import { readOpenShift } from '../shifts/shifts-projection.ts'
import type { TillStore } from '../store/till-store.ts'
import type { ChangeApplier } from '../sync/pull.ts'
import type { Identity, OnDuty } from '../till-context.ts'
import { countTry, forgetFailures, freeTries, lockedUntilMs } from './pin-lock.ts'
import { applyStaffChanges, readStaff, readStaffMember, type StaffRow } from './staff-rows.ts'
import type { VerifyPin } from './verify-pin.ts'

/** Who works at this till. Nobody is signed in after a start: the cart is kept, the person is asked for. */
export type Staff = ChangeApplier & {
  readonly handlers: Pick<Handlers, 'staff.list' | 'staff.signIn' | 'staff.signOut'>
  /** Error: not_signed_in. */
  onDuty(): Result<OnDuty>
  /** For the journal: who and in which shift, as far as anybody is. */
  actor(): Actor
  signedIn(): OnDuty['staff'] | null
}

export type StaffDeps = {
  readonly store: TillStore
  readonly journal: Journal
  /** Whether this till may sell at all. */
  readonly standing: () => Result<Identity>
  readonly clock: Clock
  readonly newId: NewId
  readonly verifyPin: VerifyPin
  readonly state: () => TillState
  readonly onChange: () => void
}

const wrongPin = (triesLeft: number): Failure =>
  fail(
    'pin_wrong',
    triesLeft > 0 ? `The PIN is wrong; ${triesLeft} tries are left.` : 'The PIN is wrong; sign-in waits now.',
    { triesLeft },
  )

export function createStaff(deps: StaffDeps): Staff {
  const { store, journal, clock } = deps
  let signedIn: OnDuty['staff'] | null = null
  let shiftId: ShiftId | null = readOpenShift(store.db)
  /** One PIN is checked at a time: a check costs memory and time on purpose. */
  let checking: Promise<unknown> = Promise.resolve()

  /** Journals the sign-in, after the sign-out of who was here, and opens the shift when none is. */
  const takeOver = (person: StaffRow, { store: shop }: Identity): Result<void> => {
    const opened = shiftId ?? shiftIdSchema.parse(deps.newId())
    const entries: Entry[] = []
    if (signedIn !== null) entries.push({ kind: 'staff.signed-out', body: {} })
    if (shiftId === null) {
      const body = { floatMinor: 0, currency: shop.currency }
      entries.push({ kind: 'shift.opened', body, staffId: person.id, shiftId: opened })
    }
    entries.push({
      kind: 'staff.signed-in',
      body: { name: person.name },
      staffId: person.id,
      shiftId: opened,
    })
    const written = journal.write(entries)
    if (!written.ok) return written
    shiftId = opened
    signedIn = { id: person.id, name: person.name, role: person.role }
    return ok(undefined)
  }

  const signIn = async (staffId: string, pin: string): Promise<Result<TillState>> => {
    const standing = deps.standing()
    if (!standing.ok) return standing
    const person = readStaffMember(store.db, staffId)
    if (person === null)
      return fail('pin_wrong', 'This person does not work here any more.', { triesLeft: 0 })
    const untilMs = lockedUntilMs(store.db, person.id, clock.nowMs())
    if (untilMs !== null) return locked(untilMs)
    const counted = countTry(store, person.id, clock.nowMs())
    if (!counted.ok) return counted
    if (!(await deps.verifyPin(person.pinHash, pin))) {
      deps.onChange()
      const nowLockedMs = lockedUntilMs(store.db, person.id, clock.nowMs())
      return nowLockedMs === null ? wrongPin(freeTries - counted.value) : locked(nowLockedMs)
    }
    const forgotten = forgetFailures(store, person.id)
    if (!forgotten.ok) return forgotten
    const taken = takeOver(person, standing.value)
    if (!taken.ok) return taken
    deps.onChange()
    return ok(deps.state())
  }

  return {
    handlers: {
      'staff.list': async () => ok(listStaff(deps)),
      'staff.signIn': ({ staffId, pin }) => {
        const result = checking.then(() => signIn(staffId, pin))
        checking = result.catch(() => undefined)
        return result
      },
      'staff.signOut': async () => {
        if (signedIn === null) return ok(deps.state())
        const written = journal.write([{ kind: 'staff.signed-out', body: {} }])
        if (!written.ok) return written
        signedIn = null
        deps.onChange()
        return ok(deps.state())
      },
    },
    onDuty() {
      const standing = deps.standing()
      if (!standing.ok) return standing
      if (signedIn === null || shiftId === null) {
        return fail('not_signed_in', 'Nobody is signed in at this till: sign in with your PIN.')
      }
      return ok({ staff: signedIn, shiftId })
    },
    actor: () => ({ staffId: signedIn?.id ?? null, shiftId }),
    signedIn: () => signedIn,
    applyChanges: applyStaffChanges,
    changesApplied() {
      // Who left the shop, or became something else, is that at this till too, at once.
      const person = signedIn === null ? null : readStaffMember(store.db, signedIn.id)
      signedIn = person === null ? null : { id: person.id, name: person.name, role: person.role }
      deps.onChange()
    },
  }
}

const locked = (untilMs: number): Failure =>
  fail('pin_locked', 'Too many wrong PINs: sign-in waits, or ask a manager.', { lockedUntilMs: untilMs })

function listStaff({ store, standing, clock }: StaffDeps): StaffChoice[] {
  const identity = standing()
  const practice = identity.ok && identity.value.mode === 'practice'
  const nowMs = clock.nowMs()
  return readStaff(store.db).map((person) => ({
    id: person.id,
    name: person.name,
    role: person.role,
    practicePin: practice ? person.practicePin : null,
    lockedUntilMs: lockedUntilMs(store.db, person.id, nowMs),
  }))
}
