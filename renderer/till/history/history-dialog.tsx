import ArrowLeft from 'lucide-react/icons/arrow-left'
import Printer from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { SaleSummary } from '../../../domain/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { PrintedReceipt } from '../receipt/printed-receipt.tsx'
import '../receipt/receipt.css'
import { ReceiptPaper } from '../receipt/receipt-paper.tsx'
import { historyMessages as m } from './messages.ts'
import { SaleList } from './sale-list.tsx'
import { useAnswer } from './use-answer.ts'
import { Waiting } from './waiting.tsx'

/** The sales of this till, newest first, and the receipt of the one that is chosen. */
export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<SaleSummary | null>(null)
  const back = (): void => setChosen(null)
  return chosen === null ? (
    <Dialog title={intl.formatMessage(m.title)} onClose={onClose} placement="end" width="m">
      <SaleList query={query} onQuery={setQuery} onChoose={setChosen} />
    </Dialog>
  ) : (
    <Dialog
      title={intl.formatMessage(m.receiptOf, { receiptNo: chosen.receiptNo })}
      onClose={onClose}
      placement="end"
      width="m"
      footer={
        <>
          <Button
            className="me-auto"
            variant="quiet"
            autoFocus
            icon={<ArrowLeft aria-hidden="true" size={20} className="rtl:-scale-x-100" />}
            onPress={back}
          >
            {intl.formatMessage(m.back)}
          </Button>
          <Button icon={<Printer aria-hidden="true" size={20} />} onPress={() => window.print()}>
            {intl.formatMessage(m.print)}
          </Button>
        </>
      }
    >
      <PastReceipt sale={chosen} />
    </Dialog>
  )
}

function PastReceipt({ sale }: { readonly sale: SaleSummary }) {
  const receipt = useAnswer('sale.receipt', { saleId: sale.saleId })
  return (
    <Waiting answer={receipt}>
      {(value) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div tabIndex={0} className="focus-inset min-h-full bg-surface-2 p-6">
          <ReceiptPaper receipt={value} className="mx-auto max-w-[380px]" />
          <PrintedReceipt receipt={value} />
        </div>
      )}
    </Waiting>
  )
}
