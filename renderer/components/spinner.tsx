import LoaderCircle from 'lucide-react/icons/loader-circle'

/** Says "under way" beside a word that says what is; never alone. */
export function Spinner({ size = 20 }: { readonly size?: number }) {
  return <LoaderCircle aria-hidden="true" size={size} className="turning shrink-0" />
}
