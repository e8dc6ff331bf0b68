import { describe, expect, it } from 'vitest'
import { asciiDigits } from '../../../../domain/text/ascii-digits.ts'

describe('digits of any script', () => {
  it('become ASCII ones and nothing else changes', () => {
    expect(asciiDigits('٤٢ ४२ ４２ 𝟜𝟚 𝟬 ab,c-½②ⅳ')).toBe('42 42 42 42 0 ab,c-½②ⅳ')
  })

  it('are counted right in every block that Unicode has', () => {
    const wrong: string[] = []
    let run = -1
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue
      const digit = String.fromCodePoint(codePoint)
      if (!/\p{Nd}/u.test(digit)) {
        run = -1
        continue
      }
      run = (run + 1) % 10
      if (asciiDigits(digit) !== String(run)) wrong.push(codePoint.toString(16))
    }
    expect(wrong).toEqual([])
  })
})
