import CircleAlert from 'lucide-react/icons/circle-alert'
import { Component, type ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { appMessages } from './messages.ts'

type Props = { readonly children: ReactNode }

/** A broken invariant in a screen: say that the money is safe in the till's own process, and offer a fresh screen. */
export class ScreenErrorBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return (
      <main className="h-dvh bg-bg">
        <EmptyState
          icon={<CircleAlert size={44} strokeWidth={1.5} />}
          title={<FormattedMessage {...appMessages.broken} />}
          actions={
            <Button variant="primary" onPress={() => location.reload()}>
              <FormattedMessage {...appMessages.reopen} />
            </Button>
          }
        >
          <FormattedMessage {...appMessages.brokenHelp} />
        </EmptyState>
      </main>
    )
  }
}
