/**
 * Text as it is searched: lower case, without accents or vowel marks, compatibility forms resolved, so that `Creme brulee` finds `Crème
 * brûlée` and a typed query meets an indexed name in one form. The same function folds both sides.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => unfolded[letter] ?? letter)
}

/** Letters that Unicode does not decompose and that people type without. */
const unfolded: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/** The folded words of a text: runs of letters and digits, nothing else, so that a word is always safe inside an FTS5 string. */
export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
