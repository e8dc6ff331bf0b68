/**
 * 1250, 'usd' and 2 decimals → "$12.50". The point is put into the digits and nothing is divided; the number of decimals
 * comes with the amount, because a browser's own table says how a currency is shown, not how it is counted.
 */
export const money = (amountMinor, currency, decimals) => {
  const sign = amountMinor < 0 ? '-' : ''
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const decimal = decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`
  const format = new Intl.NumberFormat(navigator.language, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  // A string keeps every digit, where a number might not.
  return format.format(decimal)
}
