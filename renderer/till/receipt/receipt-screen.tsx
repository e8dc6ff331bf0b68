export function ReceiptScreen() {
  return <section aria-label="Receipt" className="h-full" />
}
