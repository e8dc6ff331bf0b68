/** Checks an EAN-13 the other way round from how the shop makes one: all thirteen digits, weighted, must be a multiple of ten. */
export function isValidEan13(ean: string): boolean {
  if (!/^\d{13}$/.test(ean)) return false
  let sum = 0
  for (let index = 0; index < 13; index += 1) sum += Number(ean.charAt(index)) * (index % 2 === 1 ? 3 : 1)
  return sum % 10 === 0
}
