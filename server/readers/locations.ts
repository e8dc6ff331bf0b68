import type { z } from 'zod'
import type { ProcessorLocation } from '../../domain/payment/processor.ts'
import type {
  createLocationSchema,
  LocationsResponse,
  ReaderLocation,
} from '../../domain/protocol/readers.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { loggedCalls } from '../events/logged-calls.ts'
import { type Asking, recordReaderEvent } from './manage-readers.ts'
import { neverSentBefore, processorFailed, type ReaderDeps } from './reader-deps.ts'
import { requireManager } from './require-manager.ts'

/** The places of the account, and the country it is in. Errors: those of the processor. */
export async function listLocations(deps: ReaderDeps): Promise<Result<LocationsResponse>> {
  const ask = loggedCalls(deps, { storeId: '' })
  const [locations, account] = await Promise.all([ask.listLocations(), ask.account()])
  if (locations.kind !== 'done') return processorFailed(locations.cause)
  return ok({
    locations: locations.value.map(toLocationView),
    country: account.kind === 'done' ? account.value.country : null,
  })
}

const toLocationView = ({ id, displayName, address }: ProcessorLocation): ReaderLocation => ({
  id,
  displayName,
  addressLine: [
    address.line1,
    address.line2,
    [address.postalCode, address.city].filter((part) => part !== null && part !== '').join(' '),
    address.state,
  ]
    .filter((part) => part !== null && part !== '')
    .join(', '),
  country: address.country,
})

/** Makes a place from the shop's address. Errors: permission_denied, reader_location_invalid (what the processor does not take), those of the processor. */
export async function createLocation(
  deps: ReaderDeps,
  asking: Asking,
  wish: z.infer<typeof createLocationSchema>,
): Promise<Result<ReaderLocation>> {
  const { staffId, displayName, ...address } = wish
  const manager = await requireManager(deps.store.db, asking.device.storeId, staffId)
  if (!manager.ok) return manager
  const ask = loggedCalls(deps, asking.device, neverSentBefore)
  const account = await ask.account()
  const country = account.kind === 'done' ? account.value.country : null
  if (country !== null && country !== address.country)
    return fail(
      'reader_location_invalid',
      `The account at the payment processor is in ${country}: a place in ${address.country} could not take payments.`,
      { country },
    )
  const answer = await ask.createLocation({ key: `location:${asking.requestId}`, displayName, address })
  if (answer.kind !== 'done') {
    if (answer.cause.errorCode !== 'processor_refused') return processorFailed(answer.cause)
    return fail(
      'reader_location_invalid',
      'The payment processor does not take this address: check each line.',
      {
        processorCode: answer.cause.code,
      },
    )
  }
  await recordReaderEvent(deps, asking, 'location.created', {
    staffId,
    locationId: answer.value.id,
    displayName,
  })
  return ok(toLocationView(answer.value))
}
