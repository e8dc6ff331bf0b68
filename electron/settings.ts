import ElectronStore from 'electron-store'
import type { WindowBounds } from './till-window.ts'

type Settings = { readonly bounds: WindowBounds; readonly kiosk: boolean }

/** What the shell itself remembers: where its window was. Nothing about sales, and no secret, is ever kept here. */
export function openSettings(): { read(): Settings; saveBounds(bounds: WindowBounds): void } {
  const store = new ElectronStore<Settings>({
    name: 'window',
    defaults: { bounds: { width: 1280, height: 800 }, kiosk: false },
    schema: {
      bounds: {
        type: 'object',
        properties: {
          width: { type: 'number' },
          height: { type: 'number' },
          x: { type: 'number' },
          y: { type: 'number' },
        },
        required: ['width', 'height'],
      },
      kiosk: { type: 'boolean' },
    },
    clearInvalidConfig: true,
  })
  return {
    read: () => ({ bounds: store.get('bounds'), kiosk: store.get('kiosk') }),
    saveBounds: (bounds) => store.set('bounds', bounds),
  }
}
