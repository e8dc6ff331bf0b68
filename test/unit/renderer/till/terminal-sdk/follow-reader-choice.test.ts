import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { ReaderDriver } from '../../../../../domain/protocol/server-api.ts'
import type { TillStore, TillStoreState } from '../../../../../renderer/till/state/till-store.ts'
import { followReaderChoice } from '../../../../../renderer/till/terminal-sdk/follow-reader-choice.ts'
import type { TerminalStanding } from '../../../../../renderer/till/terminal-sdk/terminal-driver.ts'
import { tillState } from '../../../till/shell/test-till.ts'

const stateWith = (driver: ReaderDriver | null) => ({
  ...tillState,
  reader: driver === null ? null : { id: 'tmr_1', label: 'Counter', driver, flow: 'process' as const },
})

function page() {
  const bare = createStore<TillStoreState>(() => ({
    link: 'ready',
    till: null,
    counter: null,
    terminal: null,
  }))
  const store: TillStore = Object.assign(bare, {
    applyTill: () => undefined,
    applyCounter: () => undefined,
    close: () => undefined,
  })
  const happened: string[] = []
  let standing: TerminalStanding = 'connecting'
  let changed: () => void = () => undefined
  const { leave } = followReaderChoice(
    store,
    () => ({
      start: () => void happened.push('start'),
      standing: () => standing,
      onStanding: (listener) => {
        changed = listener
        return () => undefined
      },
      leave: () => void happened.push('leave'),
    }),
    () => void happened.push('reload'),
  )
  return {
    store,
    happened,
    leave,
    is: (driver: ReaderDriver | null) => store.setState({ till: stateWith(driver) }),
    becomes: (next: TerminalStanding) => {
      standing = next
      changed()
    },
  }
}

test('a page of a server-driven register starts no driver, and loads anew when the SDK is chosen', () => {
  const { is, happened, store } = page()
  is(null)
  is('server')
  expect([happened, store.getState().terminal]).toEqual([[], null])
  is('sdk')
  is('sdk')
  is('server')
  expect(happened).toEqual(['reload'])
})

test('a page that was loaded with the SDK chosen runs it once, shows how it stands, and says when it goes', () => {
  const { is, becomes, happened, leave, store } = page()
  is('sdk')
  is('sdk')
  expect(store.getState().terminal).toBe('connecting')
  becomes('sdk-not-loaded')
  expect(store.getState().terminal).toBe('sdk-not-loaded')
  leave()
  expect(happened).toEqual(['start', 'leave'])
  is('server')
  expect(happened).toEqual(['start', 'leave', 'reload'])
})
