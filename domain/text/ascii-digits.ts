const decimalDigit = /\p{Nd}/u

/** Every Unicode decimal digit (٣, ३, ３, 𝟛 …) as its ASCII digit; all else unchanged. One character in, one out, but a digit beyond the basic plane is shortened from two UTF-16 units to one. */
export function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)))
}

/** Unicode keeps decimal digits in runs of 0 to 9 without gaps: the distance from the start of the run, modulo ten, is the value. */
function digitValue(codePoint: number): number {
  let start = codePoint
  while (start > 0 && decimalDigit.test(String.fromCodePoint(start - 1))) start -= 1
  return (codePoint - start) % 10
}
