import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import type { CashwrapError } from '../../domain/result.ts'
import { errorMessages } from './error-messages.ts'

/** What went wrong in the screen's language: by code where it has words of its own, else the sentence that came with the failure. */
export function useErrorText(): (error: CashwrapError) => string {
  const intl = useIntl()
  return useCallback(
    (error) => {
      const message = errorMessages[error.code]
      return message === undefined ? error.message : intl.formatMessage(message, error.details ?? {})
    },
    [intl],
  )
}
