import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'

/** One line per request, when it is answered: what was asked, by which device, the status and how long it took. A till polls; two lines each would bury the rest. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = {
      req: request,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.device === null ? {} : { deviceId: request.device.deviceId }),
    }
    if (error) request.log.error({ ...line, err: error }, 'request broke off')
    else request.log.info(line, 'request')
  }
}
