import Monitor from 'lucide-react/icons/monitor'
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import { type DeviceRow, devicesResponseSchema } from '../../../domain/protocol/backoffice.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useQuery } from '../api/use-query.ts'
import { Answer } from '../app/answer.tsx'
import { Moment } from '../app/moment.tsx'
import { Page } from '../app/page.tsx'
import { type Column, Table } from '../app/table.tsx'
import { devicesMessages as m } from './messages.ts'
import { PairDialog } from './pair-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'

const freshEveryMs = 10_000

/** Which machines may sell for this shop, when each was last heard of, and how one is let in or shut out. */
export function DevicesPage() {
  const intl = useIntl()
  const devices = useQuery('/v1/backoffice/devices', devicesResponseSchema, freshEveryMs)
  const [isPairing, setPairing] = useState(false)
  const [revoking, setRevoking] = useState<DeviceRow | null>(null)
  return (
    <Page
      title={intl.formatMessage(m.title)}
      actions={
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" size={20} />}
          onPress={() => setPairing(true)}
        >
          {intl.formatMessage(m.pair)}
        </Button>
      }
    >
      <Answer query={devices}>
        {({ devices: rows }) =>
          rows.length === 0 ? (
            <EmptyState
              icon={<Monitor size={44} strokeWidth={1.5} />}
              title={intl.formatMessage(m.none)}
              className="min-h-80"
            >
              {intl.formatMessage(m.noneHelp)}
            </EmptyState>
          ) : (
            <Table
              label={intl.formatMessage(m.title)}
              columns={columnsOf(intl, setRevoking)}
              rows={rows}
              keyOf={(row) => row.deviceId}
            />
          )
        }
      </Answer>
      {isPairing && (
        <PairDialog
          devices={devices.value?.devices ?? []}
          onClose={() => {
            setPairing(false)
            devices.reload()
          }}
        />
      )}
      {revoking !== null && (
        <RevokeDialog
          device={revoking}
          onClose={() => {
            setRevoking(null)
            devices.reload()
          }}
        />
      )}
    </Page>
  )
}

const columnsOf = (intl: IntlShape, onRevoke: (device: DeviceRow) => void): readonly Column<DeviceRow>[] => [
  {
    key: 'name',
    head: intl.formatMessage(m.name),
    cell: (row) => <span className="font-medium">{row.name}</span>,
  },
  {
    key: 'register',
    head: intl.formatMessage(m.register),
    cell: (row) => row.registerName ?? row.registerId,
  },
  { key: 'paired', head: intl.formatMessage(m.paired), cell: (row) => <Moment atMs={row.pairedAtMs} /> },
  {
    key: 'lastPush',
    head: intl.formatMessage(m.lastPush),
    cell: (row) =>
      row.lastPushAtMs === null ? intl.formatMessage(m.never) : <Moment atMs={row.lastPushAtMs} />,
  },
  {
    key: 'records',
    head: intl.formatMessage(m.records),
    isNumber: true,
    cell: (row) => intl.formatNumber(row.headSeq),
  },
  { key: 'state', head: intl.formatMessage(m.state), cell: (row) => <State row={row} /> },
  {
    key: 'revoke',
    head: '',
    className: 'text-end',
    cell: (row) =>
      row.revokedAtMs === null && (
        <Button
          variant="quiet"
          aria-label={intl.formatMessage(m.revokeNamed, {
            name: row.name,
            register: row.registerName ?? row.registerId,
          })}
          onPress={() => onRevoke(row)}
        >
          {intl.formatMessage(m.revoke)}
        </Button>
      ),
  },
]

function State({ row }: { readonly row: DeviceRow }) {
  const intl = useIntl()
  if (row.revokedAtMs === null) return <Badge tone="success">{intl.formatMessage(m.active)}</Badge>
  return (
    <span className="flex items-center gap-2 text-13 text-ink-2">
      <Badge tone="neutral">
        {intl.formatMessage(row.revokedReason === 'replaced' ? m.replaced : m.revoked)}
      </Badge>
      <Moment atMs={row.revokedAtMs} />
    </span>
  )
}
