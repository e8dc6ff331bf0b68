/** How many digits after the point a currency has, by the browser's own table. */
const digitsOf = (currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits

/** 1250 and 'usd' → "$12.50"; the point is put into the digits, nothing is divided. */
export const money = (amountMinor, currency) => {
  const digits = digitsOf(currency)
  const sign = amountMinor < 0 ? '-' : ''
  const padded = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const whole = padded.slice(0, padded.length - digits)
  const decimal = digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${padded.slice(-digits)}`
  // A string keeps every digit, where a number might not.
  return new Intl.NumberFormat(navigator.language, { style: 'currency', currency }).format(decimal)
}
