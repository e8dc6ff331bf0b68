import type { Mode } from '../../domain/mode/mode.ts'
import type { Processor } from '../../domain/payment/processor.ts'
import type { Secret } from '../secret.ts'
import type { ProcessorTransport } from './transport.ts'

/** What of the environment an adapter may look at: its own variables, without blanks around them; blank is the same as not set. */
export type GivenVariables = {
  readonly mode: Mode
  readonly value: (name: string) => string | undefined
  /** Neither the variable nor its `…_FILE` was set. A secret whose file cannot be read is at fault, but not missing. */
  readonly isMissing: (name: string) => boolean
}

/** A processor with its credentials: all that the rest of the server gets of them. */
export type ProcessorConnection = {
  readonly open: (transport?: ProcessorTransport) => Processor
  /** Any one of them may sign, so that a secret can be rotated. Empty in practice: the server registers its own endpoint there and keeps that secret in its database. */
  readonly webhookSecrets: readonly Secret[]
  /** Where the practice twin answers, `http://127.0.0.1:12111`; null where there is none, and in test and live, always. */
  readonly practiceUrl: string | null
}

/** Either a connection, or sentences about what stands in its way: the variable and the way out, never a value. */
export type ConnectionCheck = {
  /** What is missing or malformed. */
  readonly mistakes: readonly string[]
  /** I13: what belongs to another mode. Each sentence names the two that differ. */
  readonly mismatches: readonly string[]
  /** To be used only when there are no such sentences. */
  readonly connect: () => ProcessorConnection
}

/** What the folder of a processor gives to the server. */
export type ProcessorAdapter = {
  /** As people write it. */
  readonly name: string
  /** Its environment variables. Each secret may also stand in a file that `<name>_FILE` names. */
  readonly variables: { readonly secrets: readonly string[]; readonly plain: readonly string[] }
  readonly check: (given: GivenVariables) => ConnectionCheck
}
