import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyBaseLogger } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ServerDeps } from '../deps.ts'
import type { App } from './app-type.ts'
import { answerErrors, sendFailure } from './errors.ts'
import { keepRawBody } from './raw-body.ts'
import { RequestLog } from './request-log.ts'
import { refuseForeignHosts, setSecurityHeaders } from './security.ts'

/** A batch of 200 operations is at most 1 MB of text (`syncBatchBytesMax`); as JSON strings inside JSON its quotes are escaped. */
export const bodyBytesMax = 1_500_000

/** The bare app: everything that holds for each request whatever it asks. Routes are added by `createServer`. */
export async function createApp(deps: ServerDeps): Promise<App> {
  const { config, logger, newId } = deps
  const app: App = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    bodyLimit: bodyBytesMax,
    genReqId: () => newId(),
    logController: new RequestLog(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (_error, _request, reply) => {
      sendFailure(reply, { code: 'invalid_input', message: 'The address of the request is not readable.' })
    },
    // Requests that are under way when the server is told to end are answered; new ones are turned away.
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  keepRawBody(app)
  refuseForeignHosts(app, config)
  setSecurityHeaders(app)
  await app.register(cookie)
  await app.register(rateLimit, {
    global: true,
    max: config.rateLimitPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) => ({
      statusCode: 429,
      code: 'rate_limited',
      message: `Too many requests; try again in ${context.after}.`,
    }),
  })
  return app
}

/** For routes that anyone may call and that try a secret. */
export const unauthenticatedRateLimit = { rateLimit: { max: 60, timeWindow: 60_000 } } as const
