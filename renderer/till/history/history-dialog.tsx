import { Dialog } from '../../components/dialog.tsx'

export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="History" onClose={onClose}>
      {null}
    </Dialog>
  )
}
