import { Dialog } from '../../components/dialog.tsx'

export function ParkedDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Parked" onClose={onClose}>
      {null}
    </Dialog>
  )
}
