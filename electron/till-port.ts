import { type IpcMainEvent, ipcMain, MessageChannelMain } from 'electron'
import { isAppUrl } from './app-origin.ts'
import type { TillProcess } from './till-process.ts'

export const portWanted = 'till-port-wanted'
export const portGiven = 'till-port'

/**
 * Hands a page its line to the till: a MessagePort, one end for the page, the other for the till process. Business messages never pass through the
 * main process. A page that is not ours, or not the top frame, gets nothing.
 */
export function giveTillPorts(till: TillProcess): void {
  ipcMain.on(portWanted, (event) => {
    const frame = trustedFrame(event)
    if (frame === null) return
    const { port1, port2 } = new MessageChannelMain()
    till.connect(port1)
    frame.postMessage(portGiven, null, [port2])
  })
}

function trustedFrame(event: IpcMainEvent): NonNullable<IpcMainEvent['senderFrame']> | null {
  const frame = event.senderFrame
  if (frame === null || frame.parent !== null || !isAppUrl(frame.url)) return null
  return frame
}
