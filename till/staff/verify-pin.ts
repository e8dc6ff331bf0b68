/** Whether a PIN is the one of this PHC string; takes some tenths of a second on purpose, off the main thread. */
export type VerifyPin = (pinHash: string, pin: string) => Promise<boolean>

/** argon2id. The native module is loaded at the first sign-in, not at start. */
export const verifyPin: VerifyPin = async (pinHash, pin) => {
  const { verify } = await import('@node-rs/argon2')
  try {
    return await verify(pinHash, pin)
  } catch {
    // A hash this till cannot read opens nothing.
    return false
  }
}
