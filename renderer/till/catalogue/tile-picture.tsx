import { memo } from 'react'

/**
 * A tile's drawn picture, or the initials of the name. The drawing comes from outside, so it is shown as an image and never as markup: no
 * script in it can run and nothing in it can be fetched.
 */
export const TilePicture = memo(function TilePicture({
  svg,
  name,
  hue,
}: {
  readonly svg: string | null
  readonly name: string
  readonly hue: number | undefined
}) {
  if (svg !== null) {
    return (
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
        alt=""
        width={56}
        height={56}
        draggable={false}
        decoding="async"
        className="tile-picture"
      />
    )
  }
  return (
    <span
      aria-hidden="true"
      className="tile-picture inline-flex items-center justify-center rounded-full text-18 font-semibold"
      style={{
        backgroundColor: `light-dark(oklch(0.9 0.035 ${hue ?? 95}), oklch(0.36 0.04 ${hue ?? 95}))`,
        color: `light-dark(oklch(0.36 0.06 ${hue ?? 95}), oklch(0.9 0.04 ${hue ?? 95}))`,
      }}
    >
      {initialsOf(name)}
    </span>
  )
})

/** `Oat milk` → `OM`, `Éclair` → `É`. By whole characters, so that no letter is cut in half. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('')
}
