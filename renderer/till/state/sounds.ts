export type SoundName = 'scanned' | 'not-found' | 'paid'
export type Sounds = {
  play(name: SoundName): void
  isOn(): boolean
  setOn(on: boolean): void
}

/** Hertz and start in ms of each tone; every tone lasts `toneMs`. */
const tones: Record<SoundName, readonly { readonly hz: number; readonly atMs: number }[]> = {
  scanned: [{ hz: 1_480, atMs: 0 }],
  'not-found': [
    { hz: 240, atMs: 0 },
    { hz: 200, atMs: 130 },
  ],
  paid: [
    { hz: 660, atMs: 0 },
    { hz: 990, atMs: 110 },
  ],
}
const toneMs = 90
const loudness = 0.12

/** Short tones made on the spot. A machine without sound, or a browser that forbids it before the first touch, stays silent. */
export function createSounds(settings: {
  readonly read: () => boolean
  readonly write: (on: boolean) => void
}): Sounds {
  let context: AudioContext | null = null

  // After the screen was drawn: the eye should not wait for the ear.
  const play = (name: SoundName): void => {
    setTimeout(() => sound(name))
  }
  const sound = (name: SoundName): void => {
    if (!settings.read()) return
    try {
      context ??= new AudioContext()
      for (const { hz, atMs } of tones[name]) playTone(context, hz, context.currentTime + atMs / 1_000)
    } catch {
      context = null
    }
  }
  return { play, isOn: settings.read, setOn: settings.write }
}

function playTone(context: AudioContext, hz: number, at: number): void {
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: hz })
  const volume = new GainNode(context, { gain: 0 })
  volume.gain.setValueAtTime(loudness, at)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + toneMs / 1_000)
  oscillator.connect(volume).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + toneMs / 1_000)
}
