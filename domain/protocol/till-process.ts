import { z } from 'zod'

/**
 * What the desktop shell and the till process tell each other (Electron's `parentPort`). Only life and death, and the one secret of the device, which the
 * till cannot keep itself: the shell puts it into the operating system's safe. Everything about the shop goes over the bridge.
 *
 * shell → till: `start` once; `port` with a MessagePort attached for each page; `vault-written` as the answer to `vault-write`; `end` to close down.
 * till → shell: `ready` or `failed` (one sentence for a person); `vault-write` when the device got its key; `reader-sdk` before `ready` and
 * whenever the register chooses another way to command its reader: what its pages may load depends on it.
 */
export const shellMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    dataFolder: z.string().min(1),
    serverUrl: z.string().max(300).nullable(),
    pairingCode: z.string().max(40).nullable(),
    /** Practice only: where the simulated reader's panel is now; null keeps what pairing said. */
    practicePanelUrl: z.string().max(300).nullable(),
    /** What `vault-write` last stored, or null. */
    vault: z.string().max(4_000).nullable(),
    version: z.string().max(40),
  }),
  z.strictObject({ kind: z.literal('port') }),
  z.strictObject({ kind: z.literal('vault-written'), id: z.int(), problem: z.string().max(300).nullable() }),
  z.strictObject({ kind: z.literal('end') }),
])
export type ShellMessage = z.infer<typeof shellMessageSchema>

export const tillMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), message: z.string().max(1_000) }),
  z.strictObject({ kind: z.literal('reader-sdk'), chosen: z.boolean() }),
  z.strictObject({ kind: z.literal('vault-write'), id: z.int(), value: z.string().max(4_000) }),
])
export type TillMessage = z.infer<typeof tillMessageSchema>
