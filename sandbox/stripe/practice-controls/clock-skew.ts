/** How far two clocks of the practice Stripe are off, in milliseconds; negative is behind. They end with a restart. */
export interface ClockSkew {
  /** Of the `Date` header on every answer. */
  readonly dateMs: number
  /** Of the time in a webhook's signature. */
  readonly signatureMs: number
}

export interface SkewedClocks {
  readonly current: () => ClockSkew
  readonly set: (change: Partial<ClockSkew>) => ClockSkew
}

export const createSkewedClocks = (): SkewedClocks => {
  let skew: ClockSkew = { dateMs: 0, signatureMs: 0 }
  return {
    current: () => skew,
    set: (change) => {
      skew = { ...skew, ...change }
      return skew
    },
  }
}
