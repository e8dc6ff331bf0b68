import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { appVersion } from '../health/version.ts'
import type { App } from './app-type.ts'

/** OpenAPI, derived from the routes' own schemas: a page at `/docs`, the document at `/docs/json`. Registered before the routes. */
export async function describeRoutes(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cashwrap server',
        version: appVersion,
        description:
          'What tills and the back office ask of the server. A failure is `{ error: { code, message, details? } }`.',
      },
      components: {
        securitySchemes: {
          device: {
            type: 'apiKey',
            in: 'header',
            name: 'x-cashwrap-signature',
            description: 'Ed25519 signature of the request by a paired device, with its companion headers.',
          },
          admin: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
}
