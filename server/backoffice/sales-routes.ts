import { z } from 'zod'
import { saleIdSchema } from '../../domain/ids/ids.ts'
import {
  backofficeShopSchema,
  operationsQuerySchema,
  operationsResponseSchema,
  saleDetailSchema,
  salesQuerySchema,
  salesResponseSchema,
  summaryQuerySchema,
  summarySchema,
} from '../../domain/protocol/backoffice.ts'
import { onlyStore, registersOf, storeOf } from '../catalogue/shop.ts'
import type { ServerDeps } from '../deps.ts'
import { appVersion } from '../health/version.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import { findSales } from '../sales/find-sales.ts'
import { saleDetail } from '../sales/sale-detail.ts'
import { summaryOf } from '../sales/summary.ts'
import { findOperations } from '../sync/find-operations.ts'

const tags = ['back office']
const refusals = errorAnswers(400, 401, 403)

/** Reading: the shop, its sales and operations. Nothing here changes anything. */
export function registerSalesRoutes(app: App, { store, clock, config }: ServerDeps): void {
  const { db } = store

  app.get(
    '/v1/backoffice/shop',
    {
      schema: {
        summary: 'The store and its registers',
        tags,
        response: { 200: backofficeShopSchema, ...refusals },
      },
    },
    async () => {
      const storeId = await onlyStore(db)
      return {
        mode: config.mode,
        store: await storeOf(db, storeId),
        registers: [...(await registersOf(db, storeId))],
        serverTimeMs: clock.nowMs(),
        version: appVersion,
      }
    },
  )

  app.get(
    '/v1/backoffice/summary',
    {
      schema: {
        summary: 'A day in figures',
        tags,
        querystring: summaryQuerySchema,
        response: { 200: summarySchema, ...refusals },
      },
    },
    async (request) =>
      valueOrAnswer(await summaryOf(db, await onlyStore(db), clock.nowMs(), request.query.day)),
  )

  app.get(
    '/v1/backoffice/sales',
    {
      schema: {
        summary: 'Sales, newest first',
        tags,
        querystring: salesQuerySchema,
        response: { 200: salesResponseSchema, ...refusals },
      },
    },
    async (request) => valueOrAnswer(await findSales(db, await onlyStore(db), request.query)),
  )

  app.get(
    '/v1/backoffice/sales/:saleId',
    {
      schema: {
        summary: 'One sale with its payments, operations and events',
        tags,
        params: z.strictObject({ saleId: saleIdSchema }),
        response: { 200: saleDetailSchema, ...refusals, ...errorAnswers(404) },
      },
    },
    async (request) => valueOrAnswer(await saleDetail(db, await onlyStore(db), request.params.saleId)),
  )

  app.get(
    '/v1/backoffice/operations',
    {
      schema: {
        summary: 'Operations as the tills sent them, newest first',
        tags,
        querystring: operationsQuerySchema,
        response: { 200: operationsResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const { rows, nextCursor } = valueOrAnswer(await findOperations(db, await onlyStore(db), request.query))
      return { operations: rows, nextCursor }
    },
  )
}
