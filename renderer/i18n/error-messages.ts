import { defineMessages, type MessageDescriptor } from 'react-intl'
import type { ErrorCode } from '../../domain/errors/codes.ts'

export const errorMessages: { readonly [C in ErrorCode]?: MessageDescriptor } = defineMessages({})
