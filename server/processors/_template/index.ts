import type { Processor } from '../../../domain/payment/processor.ts'
import type { ProcessorAdapter } from '../adapter.ts'
import { type AcmeConfig, acmeMismatches, acmeMistakes, acmeVariables, readAcmeConfig } from './config.ts'
import { notWritten } from './errors.ts'
import { verifyAcmeWebhook } from './webhook.ts'

const hourMs = 3_600_000

/** Acme behind the processor port: which verb is which call. Stateless: keys, retries, storage and decisions belong to the core. */
export function createAcmeProcessor(config: AcmeConfig): Processor {
  return {
    id: 'acme',
    region: 'global',
    mode: config.mode,
    signatureHeader: 'acme-signature',
    capabilities: {
      offline: false,
      tipping: false,
      manualCapture: false,
      inPersonRefund: false,
      readerDisplay: false,
      hostedPage: false,
      partialApproval: false,
      currencies: [],
      amountLimits: () => ({ minMinor: 1, maxMinor: 99_999_999 }),
      keyLifetimeMs: 24 * hourMs,
      keyReuseMaxMs: 23 * hourMs,
    },
    create: notWritten('create'),
    processOnReader: notWritten('processOnReader'),
    collectOnReader: notWritten('collectOnReader'),
    confirmOnReader: notWritten('confirmOnReader'),
    retrieve: notWritten('retrieve'),
    capture: notWritten('capture'),
    cancel: notWritten('cancel'),
    refund: notWritten('refund'),
    refundOnReader: notWritten('refundOnReader'),
    retrieveRefund: notWritten('retrieveRefund'),
    lookUpByKey: notWritten('lookUpByKey'),
    lookUpRefundByKey: notWritten('lookUpRefundByKey'),
    listPayments: notWritten('listPayments'),
    listEvents: notWritten('listEvents'),
    listReaders: notWritten('listReaders'),
    readerAction: notWritten('readerAction'),
    cancelReaderAction: notWritten('cancelReaderAction'),
    display: notWritten('display'),
    registerReader: notWritten('registerReader'),
    renameReader: notWritten('renameReader'),
    removeReader: notWritten('removeReader'),
    listLocations: notWritten('listLocations'),
    createLocation: notWritten('createLocation'),
    connectionToken: notWritten('connectionToken'),
    clientSecret: notWritten('clientSecret'),
    hostedPayment: notWritten('hostedPayment'),
    account: notWritten('account'),
    missingPermissions: notWritten('missingPermissions'),
    ensureWebhookEndpoint: notWritten('ensureWebhookEndpoint'),
    verifyWebhook: (request) => verifyAcmeWebhook(config.mode, request),
  }
}

/** Acme, as the registry knows it. */
export const acme: ProcessorAdapter = {
  name: 'Acme',
  variables: acmeVariables,
  check: (given) => ({
    mistakes: [...acmeMistakes(given)],
    mismatches: [...acmeMismatches(given)],
    connect: () => {
      const { config, ...rest } = readAcmeConfig(given)
      return { ...rest, open: () => createAcmeProcessor(config) }
    },
  }),
}
