/** The panel of one simulated reader: `http://127.0.0.1:4001/`, `tmr_1` → `http://127.0.0.1:4001/reader/tmr_1`. Without a reader, the panel lets one be picked. */
export const practiceReaderUrl = (panelUrl: string, readerId: string | null): string =>
  readerId === null ? panelUrl : new URL(`reader/${encodeURIComponent(readerId)}`, panelUrl).href
