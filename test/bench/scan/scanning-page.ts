import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'

declare global {
  interface Window {
    /** Milliseconds from the Enter that ended a scan to the line it made, for each scan so far. */
    scansMs?: number[]
  }
}

/**
 * Watches a page from before its own scripts run: notes when the Enter of a scan came to the page, before any other listener, and when the next
 * new element that matches `selector` stands in the document.
 */
export async function watchScans(page: Page, selector: string): Promise<void> {
  await page.addInitScript((lineSelector: string) => {
    const scans: number[] = []
    window.scansMs = scans
    let pressedAtMs: number | null = null
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter') pressedAtMs = performance.now()
      },
      { capture: true },
    )
    const isLine = (node: Node): boolean =>
      node instanceof Element && (node.matches(lineSelector) || node.querySelector(lineSelector) !== null)
    const observer = new MutationObserver((changes) => {
      if (pressedAtMs === null) return
      if (!changes.some(({ addedNodes }) => [...addedNodes].some(isLine))) return
      scans.push(performance.now() - pressedAtMs)
      pressedAtMs = null
    })
    observer.observe(document, { childList: true, subtree: true })
  }, selector)
}

export type Scanner = {
  /** Types a code as a scanner does and waits for its line. Answers the milliseconds the page measured. */
  scan(code: string): Promise<number>
}

/** Between two scans, as a hand that takes the next article; the screen comes to rest. */
const handMs = 40
export const betweenHands = (): Promise<void> => sleep(handMs)

const keyGapMs = 2
const lineWithinMs = 5_000

export async function scannerAt(page: Page): Promise<Scanner> {
  const session = await page.context().newCDPSession(page)
  let seen = 0
  return {
    async scan(code) {
      await burst(session, code)
      const tookMs = await page.evaluate(
        async ({ index, withinMs }) => {
          const untilMs = performance.now() + withinMs
          while ((window.scansMs?.length ?? 0) <= index && performance.now() < untilMs)
            await new Promise((resolve) => setTimeout(resolve, 10))
          return window.scansMs?.[index] ?? null
        },
        { index: seen, withinMs: lineWithinMs },
      )
      if (tookMs === null) throw new Error(`the scan of ${code} showed no line within ${lineWithinMs} ms`)
      seen += 1
      await betweenHands()
      return tookMs
    },
  }
}

/**
 * Real key events, stamped 2 ms apart here and sent without waiting for each other: a scanner's speed must not depend on how busy this machine is.
 */
async function burst(session: CDPSession, code: string): Promise<void> {
  const startSeconds = Date.now() / 1_000
  const sent = [...code, 'Enter'].flatMap((key, index) => {
    const stroke = {
      key,
      timestamp: startSeconds + (index * keyGapMs) / 1_000,
      ...(key === 'Enter'
        ? { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
        : { code: `Digit${key}`, windowsVirtualKeyCode: key.charCodeAt(0), text: key }),
    }
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke }),
      session.send('Input.dispatchKeyEvent', { ...stroke, type: 'keyUp', text: '' }),
    ]
  })
  await Promise.all(sent)
}
