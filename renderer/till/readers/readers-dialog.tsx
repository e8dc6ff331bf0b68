import { Dialog } from '../../components/dialog.tsx'

export function ReadersDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Readers" onClose={onClose}>
      {null}
    </Dialog>
  )
}
