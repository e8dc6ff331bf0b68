import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  locationResponseSchema,
  locationsResponseSchema,
  readerResponseSchema,
} from '../../../domain/protocol/readers.ts'
import { type Reader, readersResponseSchema } from '../../../domain/protocol/server-api.ts'
import { errorOf, type TestTill } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter } from './counter.ts'

const manager = 'staff-youssef'
const cashier = 'staff-sanne'

let counter: Counter
beforeEach(async () => {
  counter = await openCounter()
})
afterEach(async () => {
  await counter.close()
})

const list = async (till: TestTill = counter.till): Promise<Reader[]> =>
  readersResponseSchema.parse((await till.request('GET', '/v1/readers')).body).readers
const places = async () =>
  locationsResponseSchema.parse((await counter.till.request('GET', '/v1/locations')).body)
const aPlace = async (): Promise<string> => (await places()).locations[0]?.id ?? ''
const register = async (changes: Record<string, unknown> = {}) =>
  counter.till.request('POST', '/v1/readers', {
    registrationCode: 'simulated-s700',
    label: 'Bar',
    locationId: await aPlace(),
    staffId: manager,
    ...changes,
  })
const eventsOf = async (kind: string) =>
  (await counter.server.store.db.selectFrom('events').select('body').where('kind', '=', kind).execute()).map(
    ({ body }) => JSON.parse(body) as Record<string, unknown>,
  )

const aDisplay = () => ({
  currency: counter.till.paired.store.currency,
  lines: [{ description: 'Espresso', amountMinor: 300, quantity: 1 }],
  taxMinor: 0,
  totalMinor: 300,
})

describe('the list of readers', () => {
  it('tells of each what stands on its box, where it is, when it was seen and who uses it', async () => {
    const other = await counter.server.pairedTill('Bar')
    for (const till of [counter.till, other])
      expect(
        (
          await till.request('POST', `/v1/readers/${counter.readerId}/use`, {
            driver: 'server',
            flow: 'process',
          })
        ).status,
      ).toBe(200)
    const sale = counter.aPayment()
    await counter.pay(sale)
    const [reader] = await list()
    expect(reader).toMatchObject({ id: counter.readerId, online: true, busy: false })
    expect(reader?.serial).not.toBeNull()
    expect(reader?.softwareVersion).not.toBeNull()
    expect(reader?.lastSeenAtMs).toBeGreaterThan(0)
    expect(reader?.lastPaymentAtMs).toBe(counter.server.clock.nowMs)
    expect(reader?.usedBy.map(({ name }) => name)).toEqual(['Bar', 'Counter'])
  })

  it('says of a reader that is off that it cannot be reached, and of one with a payment that it is busy', async () => {
    await counter.reader('unplug')
    expect(await list()).toMatchObject([{ online: false, busy: false }])
    await counter.reader('plug_in')
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    expect(await list()).toMatchObject([{ online: true, busy: true }])
  })

  it('is still told when the places cannot be read', async () => {
    await counter.fault({ kind: 'rate_limit', when: 'before', count: 50, path: '/v1/terminal/locations' })
    expect(await list()).toMatchObject([{ id: counter.readerId }])
  })
})

describe('registering a reader', () => {
  it('by its code puts it into the list with its name and place', async () => {
    const { reader } = readerResponseSchema.parse((await register()).body)
    expect(reader).toMatchObject({ label: 'Bar', deviceType: 'simulated_stripe_s700', online: true })
    expect(reader.location?.id).toBe(await aPlace())
    expect((await list()).map(({ label }) => label)).toContain('Bar')
    expect(await eventsOf('reader.registered')).toMatchObject([{ readerId: reader.id, staffId: manager }])
  })

  it.each([
    ['a wrong code', { registrationCode: 'no-such-code' }, '422 reader_code_invalid'],
    ['a place that does not exist', { locationId: 'tml_nowhere' }, '422 reader_location_invalid'],
    ['a cashier', { staffId: cashier }, '403 permission_denied'],
    ['a stranger', { staffId: 'staff-nobody' }, '403 permission_denied'],
    ['no name', { label: '  ' }, '400 invalid_input'],
    ['no code', { registrationCode: '' }, '400 invalid_input'],
  ])('with %s is refused in plain words, and nothing is registered', async (_, changes, expected) => {
    expect(errorOf(await register(changes))).toBe(expected)
    expect(await list()).toHaveLength(1)
    expect(await eventsOf('reader.registered')).toEqual([])
  })

  it('with a code that was used already says so', async () => {
    const made = await fetch(`${counter.stripe.url()}/_practice/registration_codes`, { method: 'POST' })
    const { code } = (await made.json()) as { code: string }
    expect((await register({ registrationCode: code })).status).toBe(200)
    expect(errorOf(await register({ registrationCode: code }))).toBe('409 reader_code_used')
  })

  it('takes a code however it was typed', async () => {
    expect((await register({ registrationCode: '  Simulated-WPE ' })).status).toBe(200)
  })
})

describe('a reader that is registered', () => {
  it('can be renamed by a manager, not by a cashier', async () => {
    const path = `/v1/readers/${counter.readerId}`
    const renamed = await counter.till.request('PATCH', path, { label: 'Front', staffId: manager })
    expect(readerResponseSchema.parse(renamed.body).reader.label).toBe('Front')
    expect(errorOf(await counter.till.request('PATCH', path, { label: 'Mine', staffId: cashier }))).toBe(
      '403 permission_denied',
    )
    expect(await list()).toMatchObject([{ label: 'Front' }])
    expect(await eventsOf('reader.renamed')).toMatchObject([{ label: 'Front', staffId: manager }])
  })

  it('can be removed by a manager, and is nobody’s reader then', async () => {
    await counter.till.request('POST', `/v1/readers/${counter.readerId}/use`, {
      driver: 'server',
      flow: 'process',
    })
    const path = `/v1/readers/${counter.readerId}?staffId=`
    expect(errorOf(await counter.till.request('DELETE', `${path}${cashier}`))).toBe('403 permission_denied')
    expect((await counter.till.request('DELETE', `${path}${manager}`)).status).toBe(200)
    expect(await list()).toEqual([])
    expect(await counter.server.store.db.selectFrom('register_readers').selectAll().execute()).toEqual([])
    // Asked again, because the answer was lost: it is gone, which is what was wanted.
    expect((await counter.till.request('DELETE', `${path}${manager}`)).status).toBe(200)
  })

  it('is not removed while a payment is on it', async () => {
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    const path = `/v1/readers/${counter.readerId}?staffId=${manager}`
    expect(errorOf(await counter.till.request('DELETE', path))).toBe('409 reader_busy')
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
  })
})

describe('the places of readers', () => {
  const address = {
    displayName: 'Corner shop',
    line1: 'Lindekade 18',
    line2: null,
    city: 'Rotterdam',
    state: null,
    postalCode: '3024 LK',
  }
  const create = async (changes: Record<string, unknown> = {}) =>
    counter.till.request('POST', '/v1/locations', {
      ...address,
      country: (await places()).country ?? 'NL',
      staffId: manager,
      ...changes,
    })

  it('can be made from the shop’s address, and take a reader', async () => {
    const { location } = locationResponseSchema.parse((await create()).body)
    expect(location).toMatchObject({
      displayName: 'Corner shop',
      addressLine: 'Lindekade 18, 3024 LK Rotterdam',
    })
    expect((await places()).locations.map(({ id }) => id)).toContain(location.id)
    expect((await register({ locationId: location.id })).status).toBe(200)
    expect(await eventsOf('location.created')).toMatchObject([{ locationId: location.id }])
  })

  it.each([
    ['another country than the account’s', { country: 'BR' }, '422 reader_location_invalid'],
    ['a cashier', { staffId: cashier }, '403 permission_denied'],
    ['no street', { line1: '' }, '400 invalid_input'],
    ['a country that is no code', { country: 'Netherlands' }, '400 invalid_input'],
  ])('of %s are refused', async (_, changes, expected) => {
    const before = (await places()).locations.length
    expect(errorOf(await create(changes))).toBe(expected)
    expect((await places()).locations).toHaveLength(before)
  })
})

describe('a cart for a reader that has a payment in progress', () => {
  it('is refused, also when another register sends it, and the payment is taken', async () => {
    const other = await counter.server.pairedTill('Bar')
    const sale = counter.aPayment()
    await counter.create(sale)
    await counter.process(sale.idempotencyKey)
    for (const till of [counter.till, other])
      expect(errorOf(await till.request('POST', `/v1/readers/${counter.readerId}/display`, aDisplay()))).toBe(
        '409 reader_busy',
      )
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
  })

  it('is refused when the payment is another program’s of the same account', async () => {
    const raw = async (path: string, body: string) => {
      const answer = await fetch(`${counter.stripe.url()}/v1/${path}`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer sk_test_other',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      })
      return (await answer.json()) as { id: string }
    }
    const other = await raw(
      'payment_intents',
      'amount=1000&currency=eur&allowed_payment_method_types[]=card_present',
    )
    await raw(`terminal/readers/${counter.readerId}/process_payment_intent`, `payment_intent=${other.id}`)
    const path = `/v1/readers/${counter.readerId}/display`
    expect(errorOf(await counter.till.request('POST', path, aDisplay()))).toBe('409 reader_busy')
    await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
    expect((await counter.intents()).find(({ id }) => id === other.id)?.status).toBe('succeeded')
  })

  it('that races the payment’s command never pushes it aside', async () => {
    const other = await counter.server.pairedTill('Bar')
    for (let round = 0; round < 8; round += 1) {
      const sale = counter.aPayment()
      await counter.create(sale)
      const show = () => other.request('POST', `/v1/readers/${counter.readerId}/display`, aDisplay())
      await Promise.all([show(), counter.process(sale.idempotencyKey), show(), show()])
      await counter.reader('present', { card: 'visa', bank_takes_ms: 0 })
      expect(await counter.read(sale.idempotencyKey)).toMatchObject({ state: 'approved' })
    }
  })
})
