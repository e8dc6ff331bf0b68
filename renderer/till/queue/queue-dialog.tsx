import { Dialog } from '../../components/dialog.tsx'

export function QueueDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Queue" onClose={onClose}>
      {null}
    </Dialog>
  )
}
