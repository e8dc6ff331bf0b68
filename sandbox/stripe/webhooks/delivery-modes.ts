/** How the post behaves, on demand: the weather that a webhook receiver must survive. */
export interface DeliveryMode {
  /** Nothing is sent until the hold is lifted. */
  readonly hold: boolean
  /** Everything is sent twice. */
  readonly duplicate: boolean
  /** What is waiting is sent last in, first out. */
  readonly reorder: boolean
  /** Nothing is sent for the first time before it has waited this long. */
  readonly delayMs: number
}

export const ordinaryMode: DeliveryMode = { hold: false, duplicate: false, reorder: false, delayMs: 0 }

export interface DeliveryModes {
  readonly current: () => DeliveryMode
  readonly set: (change: Partial<DeliveryMode>) => DeliveryMode
}

export const createDeliveryModes = (): DeliveryModes => {
  let mode = ordinaryMode
  return {
    current: () => mode,
    set: (change) => {
      mode = { ...mode, ...change }
      return mode
    },
  }
}
