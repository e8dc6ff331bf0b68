export function PracticePanel({ url }: { readonly url: string; readonly onClose: () => void }) {
  return <iframe title="Practice card reader" src={url} className="h-full w-full" />
}
