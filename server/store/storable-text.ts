/**
 * Text that PostgreSQL can hold, too: it has no NUL and no half characters. What has some is kept whole as a JSON string behind `json:`; anything else
 * stays as it is.
 */
export const storableText = (text: string): string =>
  text.isWellFormed() && !text.includes('\u0000') ? text : `json:${JSON.stringify(text)}`
