export function PaymentRegion() {
  return <section aria-label="Payment" className="h-full" />
}
