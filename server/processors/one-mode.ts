import type { Mode } from '../../domain/mode/mode.ts'
import type {
  Processor,
  ProcessorAnswer,
  ProcessorCause,
  ProcessorReader,
} from '../../domain/payment/processor.ts'

const world = (livemode: boolean): 'live' | 'test' => (livemode ? 'live' : 'test')

const foreign = (reader: ProcessorReader, mode: Mode): boolean =>
  reader.livemode !== null && reader.livemode !== (mode === 'live')

const wrongMode = (readerId: string, mode: Mode): ProcessorCause => ({
  code: 'reader_wrong_mode',
  message: `This server is in ${mode} mode, but the card reader ${readerId} is a ${world(mode !== 'live')} reader; choose a ${world(mode === 'live')} reader.`,
  retry: false,
  errorCode: 'mode_mismatch',
  httpStatus: null,
  requestId: null,
  replayed: false,
})

/**
 * I13 at the reader: one that belongs to the processor's other world is not offered, and nothing is sent to it. Should a reader that was never seen in a
 * list take a command all the same, it is told to drop it, and what became of the payment is read back.
 */
export function ofOneMode(processor: Processor): Processor {
  const { mode } = processor
  const foreigners = new Set<string>()

  /** The readers among these that are of this mode; the others are remembered. */
  const own = (readers: readonly ProcessorReader[]): readonly ProcessorReader[] => {
    for (const reader of readers) if (foreign(reader, mode)) foreigners.add(reader.id)
    return readers.filter((reader) => !foreigners.has(reader.id))
  }
  const guarded =
    <R extends { readonly key: string; readonly readerId: string }>(
      send: (request: R) => Promise<ProcessorAnswer<ProcessorReader>>,
    ) =>
    async (request: R): Promise<ProcessorAnswer<ProcessorReader>> => {
      const { readerId, key } = request
      if (foreigners.has(readerId)) return { kind: 'refused', cause: wrongMode(readerId, mode) }
      const answer = await send(request)
      if (answer.kind !== 'done' || own([answer.value]).length > 0) return answer
      await processor.cancelReaderAction({ key: `${key}:wrong-mode`, readerId })
      return { kind: 'unknown', cause: wrongMode(readerId, mode) }
    }

  return {
    ...processor,
    listReaders: async () => {
      const answer = await processor.listReaders()
      return answer.kind === 'done' ? { ...answer, value: own(answer.value) } : answer
    },
    processOnReader: guarded(processor.processOnReader),
    collectOnReader: guarded(processor.collectOnReader),
    confirmOnReader: guarded(processor.confirmOnReader),
    refundOnReader: guarded(processor.refundOnReader),
    display: guarded(processor.display),
  }
}
